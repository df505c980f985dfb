using PeerPlatform.Platform.Calendar;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Tests;

public sealed class QualificationTests
{
    private static readonly DateOnly Long = new(2025, 1, 1);

    private static readonly RuleBook General = new ShippedRules().Of(ShippedRules.General)! with { Policies = [new("ethics-code", 1, Long)] };

    private static readonly RuleBook Iowa = new ShippedRules().Of("us-ia")! with { Policies = General.Policies };

    /// <summary>Everything of the beginning, on the first day, and nothing since.</summary>
    private static readonly SupporterRecord Trained = SupporterRecord.StartingOn(new(2026, 1, 1)) with
    {
        Trainings = [new(new(2026, 1, 1), 720, Live: true, [.. Topic.Shipped.Select(t => t.Code)])],
        Attestations = [new(new(2026, 1, 1), "ethics-code", 1)],
        Meetings = [new(new(2026, 1, 1), MeetingKind.CoReflection)],
    };

    [Fact]
    public void Whoever_has_everything_is_qualified_until_the_quarter_after_next_begins()
    {
        var standing = Standing.At(new(2026, 1, 1), Trained, General);

        Assert.Equal((StandingState.Qualified, new DateOnly(2026, 7, 1)), (standing.State, standing.LapsesOn));
        Assert.Equal("Qualified, at least through June 30, 2026.", standing.Summary().En);
    }

    [Theory]
    [InlineData("2026-05-31", nameof(StandingState.Qualified))]
    [InlineData("2026-06-01", nameof(StandingState.Lapsing))]
    [InlineData("2026-06-30", nameof(StandingState.Lapsing))]
    [InlineData("2026-07-01", nameof(StandingState.NotQualified))]
    public void Thirty_days_before_a_lapse_it_is_said_that_it_comes(string day, string state) =>
        Assert.Equal(state, Standing.At(DateOnly.Parse(day, null), Trained, General).State.ToString());

    [Fact]
    public void Somebody_with_nothing_gets_one_sentence_for_each_requirement_and_is_not_missing()
    {
        var standing = Standing.At(new(2026, 2, 1), SupporterRecord.StartingOn(new(2026, 1, 1)), General);

        Assert.Equal(StandingState.NotQualified, standing.State);
        Assert.Equal(
            [
                "Still to cover: values and ethics of peer support, role conflict, sharing lived experience and vicarious trauma.",
                "Still to cover: mandated reporting.",
                "0 of 12 live hours are done.",
                "Version 1 is to be read and attested.",
                "0 of 4 hours are done in the quarter from January 1, 2026 to March 31, 2026.",
                "Meetings attended in the quarter from January 1, 2026 to March 31, 2026: 0 of 1.",
            ],
            standing.Findings.Select(f => f.Requirement.Explain(f, General).En));
        Assert.Equal(
            [
                "Falta por completar: valores y ética del apoyo entre pares, conflicto de papeles, compartir la experiencia vivida y trauma vicario.",
                "Falta por completar: denuncia obligatoria.",
                "Se completaron 0 de 12 horas en vivo.",
                "La versión 1 está por leer y confirmar.",
                "Se completaron 0 de 4 horas en el trimestre del 1 de enero de 2026 al 31 de marzo de 2026.",
                "Reuniones con asistencia en el trimestre del 1 de enero de 2026 al 31 de marzo de 2026: 0 de 1.",
            ],
            standing.Findings.Select(f => f.Requirement.Explain(f, General).Es));
    }

    [Fact]
    public void Before_the_first_day_nobody_is_qualified()
    {
        var standing = Standing.At(new(2025, 12, 31), Trained, General);

        Assert.Equal(StandingState.NotQualified, standing.State);
        Assert.Equal(new(2026, 1, 1), NextChange.After(new(2025, 12, 31), Trained, General));
    }

    [Theory]
    [InlineData("2026-03-31", true)]
    [InlineData("2026-04-01", false)]
    public void The_last_day_of_a_quarter_counts_for_it_and_the_next_day_for_the_next(string trainedOn, bool inFirstQuarter)
    {
        var day = DateOnly.Parse(trainedOn, null);
        var record = SupporterRecord.StartingOn(new(2026, 1, 1)) with { Trainings = [new(day, 240, Live: false, [])] };

        var finding = Hours(new(2026, 4, 1), record);

        // On 1 April both make it right: in time, or made up. Only the first leaves the second quarter empty.
        Assert.True(finding.IsMet);
        Assert.Equal(inFirstQuarter ? 0 : 240, finding.Have);
        Assert.Equal(inFirstQuarter ? new DateOnly(2026, 7, 1) : new DateOnly(2026, 10, 1), finding.LapsesOn);
    }

    [Theory]
    [InlineData("2026-10-01", 240)]
    [InlineData("2026-10-02", 225)]
    [InlineData("2026-11-15", 120)]
    [InlineData("2026-12-26", 15)]
    [InlineData("2026-12-27", 0)]
    [InlineData("2026-12-31", 0)]
    public void Whoever_joins_within_a_quarter_is_asked_for_their_days_in_whole_quarters_of_an_hour(string joinedOn, int minutes) =>
        Assert.Equal(minutes, new QuarterlyAmount(240, 15).AskedIn(new(2026, 4), SupporterRecord.StartingOn(DateOnly.Parse(joinedOn, null)), new(2026, 12, 31)));

    [Theory]
    [InlineData(2024, 1, 91)]
    [InlineData(2025, 1, 90)]
    [InlineData(2025, 2, 91)]
    [InlineData(2025, 3, 92)]
    [InlineData(2025, 4, 92)]
    public void A_quarter_has_its_own_number_of_days_and_a_leap_year_one_more(int year, int number, int days) =>
        Assert.Equal(days, new Quarter(year, number).Days);

    [Fact]
    public void Leave_through_a_leap_day_takes_its_days_out_of_what_is_asked()
    {
        var record = SupporterRecord.StartingOn(new(2023, 1, 1)) with { Leaves = [new(new(2024, 2, 29), new(2024, 2, 29)), new(new(2024, 2, 1), new(2024, 2, 29))] };

        // 62 of 91 days: 163 minutes, rounded down.
        Assert.Equal(150, new QuarterlyAmount(240, 15).AskedIn(new(2024, 1), record, new(2024, 3, 31)));
    }

    [Fact]
    public void A_missed_quarter_is_made_up_by_hours_of_the_present_one()
    {
        var missed = SupporterRecord.StartingOn(new(2026, 1, 1)) with { Trainings = [new(new(2026, 3, 10), 90, Live: false, [])] };
        var nearly = missed with { Trainings = missed.Trainings.Add(new(new(2026, 4, 20), 149, Live: false, [])) };
        var madeUp = nearly with { Trainings = nearly.Trainings.Add(new(new(2026, 4, 20), 1, Live: false, [])) };

        Assert.False(Hours(new(2026, 4, 20), missed).IsMet);
        Assert.Equal(
            "The quarter from January 1, 2026 to March 31, 2026 asked for 4 hours; 1.5 are done, and the rest can be made up now.",
            Said(new(2026, 4, 20), missed, "continuing-hours"));
        Assert.False(Hours(new(2026, 4, 20), nearly).IsMet);
        Assert.True(Hours(new(2026, 4, 20), madeUp).IsMet);
    }

    [Fact]
    public void Leave_pauses_what_is_asked_and_does_not_wipe_out_what_was_missed()
    {
        var record = SupporterRecord.StartingOn(new(2026, 1, 1)) with { Leaves = [new(new(2026, 4, 1), new(2026, 9, 30))] };

        Assert.False(Hours(new(2026, 10, 1), record).IsMet);
        Assert.True(Hours(new(2026, 10, 1), record with { Trainings = [new(new(2026, 8, 1), 240, Live: false, [])] }).IsMet);
    }

    [Fact]
    public void During_leave_without_an_end_no_hours_lapse()
    {
        var record = Trained with { Leaves = [new(new(2026, 4, 1), null)] };

        Assert.Null(Standing.At(new(2027, 1, 1), record, General).LapsesOn);
        Assert.Equal("No hours are asked for this quarter.", Said(new(2027, 1, 1), record, "continuing-hours"));
    }

    [Fact]
    public void A_certificate_is_valid_through_the_same_day_and_of_a_leap_day_through_the_last_of_February()
    {
        var certificate = new TopicsCovered("certificate", new("", ""), "test", ["boundaries"], ValidMonths: 12);
        Finding At(string completed, string day) => certificate.At(
            DateOnly.Parse(day, null), SupporterRecord.StartingOn(new(2024, 1, 1)) with { Trainings = [new(DateOnly.Parse(completed, null), 0, Live: false, ["boundaries"])] }, General);

        Assert.Equal(new DateOnly(2025, 3, 1), At("2024-02-29", "2024-03-01").LapsesOn);
        Assert.True(At("2024-02-29", "2025-02-28").IsMet);
        Assert.False(At("2024-02-29", "2025-03-01").IsMet);
        Assert.True(At("2024-05-10", "2025-05-10").IsMet);
        Assert.False(At("2024-05-10", "2025-05-11").IsMet);
    }

    [Fact]
    public void Where_the_law_asks_every_three_years_the_certificate_expires_and_elsewhere_not()
    {
        var old = Trained with { Trainings = [new(new(2023, 2, 1), 720, Live: true, [.. Topic.Shipped.Select(t => t.Code)])] };

        Assert.Equal("This is covered and valid through February 1, 2026.", Said(new(2026, 1, 15), old, "mandated-reporter", Iowa));
        Assert.Equal("To cover or to renew: mandated reporting.", Said(new(2026, 2, 2), old, "mandated-reporter", Iowa));
        Assert.Equal("This is covered and does not expire.", Said(new(2026, 2, 2), old, "mandated-reporter"));
        Assert.Equal(General.Requirements.Select(r => r.Code), Iowa.Requirements.Select(r => r.Code));
    }

    [Fact]
    public void Earlier_training_counts_from_the_day_it_was_accepted_and_expires_from_the_day_it_was_held()
    {
        var record = SupporterRecord.StartingOn(new(2026, 1, 1)) with { Equivalences = [new(new(2026, 2, 10), new(2023, 3, 1), 720, ["mandated-reporting"])] };
        bool IsMet(string code, DateOnly day) => Standing.At(day, record, Iowa).Findings.Single(f => f.Requirement.Code == code).IsMet;

        Assert.False(IsMet("initial-hours", new(2026, 2, 9)));
        Assert.True(IsMet("initial-hours", new(2026, 2, 10)));
        Assert.True(IsMet("mandated-reporter", new(2026, 3, 1)));
        Assert.False(IsMet("mandated-reporter", new(2026, 3, 2)));
        Assert.False(IsMet("continuing-hours", new(2026, 4, 1)));
    }

    [Fact]
    public void A_new_version_of_a_policy_asks_everybody_again_from_its_day_on()
    {
        var rules = General with { Policies = General.Policies.Add(new("ethics-code", 2, new(2026, 2, 15))) };
        var again = Trained with { Attestations = Trained.Attestations.Add(new(new(2026, 2, 1), "ethics-code", 2)) };

        Assert.Equal((StandingState.Lapsing, new DateOnly(2026, 2, 15)), StateOf(new(2026, 2, 1), Trained, rules));
        Assert.Equal(StandingState.NotQualified, Standing.At(new(2026, 2, 15), Trained, rules).State);
        Assert.Equal("Version 2 is to be read and attested.", Said(new(2026, 2, 15), Trained, "ethics", rules));
        Assert.Equal(StandingState.Qualified, Standing.At(new(2026, 2, 15), again, rules).State);
    }

    [Fact]
    public void A_policy_that_is_not_in_force_qualifies_nobody()
    {
        var rules = General with { Policies = [] };

        Assert.Equal(StandingState.NotQualified, Standing.At(new(2026, 2, 1), Trained, rules).State);
        Assert.Equal("The agency has not put this policy in force yet.", Said(new(2026, 2, 1), SupporterRecord.StartingOn(new(2026, 1, 1)), "ethics", rules));
    }

    [Fact]
    public void A_policy_asked_once_published_holds_nobody_up_before_and_everybody_from_its_day_on()
    {
        var rules = General with { Policies = General.Policies.Add(new("confidentiality", 1, new(2026, 2, 15))) };
        var given = Trained with { Attestations = Trained.Attestations.Add(new(new(2026, 2, 1), "confidentiality", 1)) };

        Assert.DoesNotContain(Standing.At(new(2026, 2, 1), Trained, General).Findings, f => f.Requirement.Code == "confidentiality");
        Assert.Equal((StandingState.Lapsing, new DateOnly(2026, 2, 15)), StateOf(new(2026, 2, 1), Trained, rules));
        Assert.Equal("It is to be read and attested by February 15, 2026.", Said(new(2026, 2, 1), Trained, "confidentiality", rules));
        Assert.Equal(StandingState.NotQualified, Standing.At(new(2026, 2, 15), Trained, rules).State);
        Assert.Equal("Version 1 is attested.", Said(new(2026, 2, 1), given, "confidentiality", rules));
        Assert.Equal(StandingState.Qualified, Standing.At(new(2026, 2, 15), given, rules).State);
        Assert.Equal(new DateOnly(2026, 2, 15), NextChange.After(new(2026, 2, 1), Trained, rules));
    }

    [Fact]
    public void Training_at_ones_own_pace_counts_for_the_quarter_and_not_for_live_hours()
    {
        var record = SupporterRecord.StartingOn(new(2026, 1, 1)) with { Trainings = [new(new(2026, 1, 5), 720, Live: false, [])] };

        Assert.True(Hours(new(2026, 4, 1), record).IsMet);
        Assert.Equal("0 of 12 live hours are done.", Said(new(2026, 4, 1), record, "initial-hours"));
    }

    private static (StandingState, DateOnly?) StateOf(DateOnly day, SupporterRecord record, RuleBook rules) =>
        Standing.At(day, record, rules) is var standing ? (standing.State, standing.LapsesOn) : default;

    private static Finding Hours(DateOnly day, SupporterRecord record) =>
        Standing.At(day, record, General).Findings.Single(f => f.Requirement.Code == "continuing-hours");

    private static string Said(DateOnly day, SupporterRecord record, string code, RuleBook? rules = null) =>
        Standing.At(day, record, rules ?? General).Findings.Single(f => f.Requirement.Code == code) is var finding
            ? finding.Requirement.Explain(finding, rules ?? General).En
            : "";
}
