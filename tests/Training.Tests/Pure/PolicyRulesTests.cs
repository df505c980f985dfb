using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Policies;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Tests;

public sealed class PolicyRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Publisher Casey = new(Guid.NewGuid(), "Casey Doe", Today);

    [Fact]
    public void A_first_version_needs_no_word_on_what_changed_and_a_later_one_does()
    {
        var first = PolicyText.Publish("ethics-code", 0, Words("We meet as equals."), Today, Casey, out _);
        var silent = PolicyText.Publish("ethics-code", 1, Words("We meet as equals."), Today, Casey, out var refusal);
        var second = PolicyText.Publish("ethics-code", 1, Words("We meet as equals.", " Gifts are named. "), Today.AddDays(14), Casey, out _);

        Assert.Equal((1, "", "Casey Doe", Today), (first!.Version, first.Changes, first.PublisherName, first.PublishedOn));
        Assert.Null(silent);
        Assert.Equal("changes", refusal!.Field);
        Assert.Equal((2, "Gifts are named.", Today.AddDays(14)), (second!.Version, second.Changes, second.RequiredFrom));
    }

    [Theory]
    [InlineData("Call [[name and phone]] at once.", "name and phone")]
    [InlineData("Call [[ ]] at once.", "[[")]
    [InlineData("Call [[name and phone at once.", "name and phone at once.")]
    [InlineData("Call name and phone]] at once.", "]]")]
    public void Nothing_is_published_while_a_place_is_open(string text, string open)
    {
        var published = PolicyText.Publish("emergency-protocol", 0, Words(text), Today, Casey, out var refusal);

        Assert.Null(published);
        Assert.Equal(("text", $"A place is still to be filled in: {open}."), (refusal!.Field, refusal.Reason));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(367)]
    public void A_version_is_asked_from_today_on_or_within_a_year(int days)
    {
        Assert.Null(PolicyText.Publish("ethics-code", 0, Words("We meet as equals."), Today.AddDays(days), Casey, out var refusal));
        Assert.Equal("requiredFrom", refusal!.Field);
    }

    [Fact]
    public void Places_are_named_once_in_the_order_of_the_text() =>
        Assert.Equal(["the supervisor", "a phone number"], OpenPlaces.In("[[the supervisor]], [[a phone number]], and [[the supervisor]] again [once]."));

    [Fact]
    public void Every_template_is_there_in_both_languages_with_the_same_parts_and_places_to_fill()
    {
        Assert.Equal(["ethics-code", "confidentiality", "role-dos-and-donts", "emergency-protocol"], ShippedPolicy.All.Select(p => p.Code));
        Assert.All(ShippedPolicy.All, policy =>
        {
            var (english, spanish) = (policy.Template(Language.En), policy.Template(Language.Es));
            Assert.NotEqual(english, spanish);
            Assert.True(policy.Source.Length > 5 && policy.Name.En != policy.Name.Es && policy.About.En != policy.About.Es, policy.Code);
            Assert.NotEmpty(OpenPlaces.In(english));
            Assert.Equal(OpenPlaces.In(english).Length, OpenPlaces.In(spanish).Length);
            Assert.Equal(Shape(english), Shape(spanish));
            Assert.DoesNotContain("!", english + spanish, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_template_belongs_to_a_requirement_and_is_called_the_same_there()
    {
        var rules = new ShippedRules().Of(ShippedRules.General)!;

        Assert.Equal(rules.AskedPolicies.Order(), ShippedPolicy.All.Select(p => p.Code).Order());
        Assert.All(ShippedPolicy.All, policy => Assert.Equal(policy.Name, rules.PolicyName(policy.Code)));
    }

    [Fact]
    public void Nobody_saves_a_draft_over_words_they_have_not_seen()
    {
        var draft = PolicyDraft.Begin("ethics-code", Language.En, "One.", Casey);

        Assert.Null(draft.Change("Two.", 1, Casey));
        Assert.IsType<DraftChangedMeanwhile>(draft.Change("Three.", 1, Casey));
        Assert.Equal(("Two.", 2), (draft.Text, draft.Version));
        Assert.Null(draft.Change("Two.", 1, Casey));
        Assert.Equal("text", draft.Change(" ", 2, Casey)!.Field);
    }

    [Theory]
    [InlineData(2, 1, nameof(AttestationState.Attested))]
    [InlineData(1, 1, nameof(AttestationState.Newer))]
    [InlineData(2, 0, nameof(AttestationState.Asked))]
    [InlineData(1, 0, nameof(AttestationState.Overdue))]
    public void Whose_word_is_missing_has_time_or_is_late(int version, int attestations, string state)
    {
        var versions = new PolicyVersion[] { new("ethics-code", 1, Today.AddDays(-10)), new("ethics-code", 2, Today.AddDays(10)) };
        var rules = new ShippedRules().Of(ShippedRules.General)! with { Policies = [.. versions] };
        var record = SupporterRecord.StartingOn(Today) with { Attestations = [.. Enumerable.Repeat(new Attestation(Today, "ethics-code", 2), attestations)] };

        Assert.Equal(state, Attesting.StateOf(record, versions[version - 1], rules, Today).ToString());
        Assert.Equal(
            nameof(AttestationState.Replaced),
            Attesting.StateOf(SupporterRecord.StartingOn(Today), versions[0], rules, Today.AddDays(10)).ToString());
    }

    private static PolicyWords Words(string text, string? changes = null) => new(text, Language.En, changes);

    /// <summary>What kind each line is.</summary>
    private static string Shape(string text) => string.Concat(text.Split('\n').Select(line => line switch { "" => ' ', ['#', ..] => '#', ['-', ..] => '-', _ => 'p' }));
}
