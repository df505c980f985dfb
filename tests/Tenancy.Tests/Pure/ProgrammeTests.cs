using PeerPlatform.Contracts.Access;
using PeerPlatform.Tenancy.Programme;

namespace PeerPlatform.Tenancy.Tests.Pure;

public sealed class ProgrammeTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Guid Casey = Guid.NewGuid();
    private static readonly CharterSection Mission = CharterSection.Of("mission")!;
    private static readonly CharterSection Committee = CharterSection.Of("steering-committee")!;

    [Fact]
    public void Words_that_follow_what_their_writer_read_are_kept_as_the_next_wording()
    {
        var first = Mission.Write("  We listen.  ", 0, null, Casey, Today, out _);
        var second = Mission.Write("We listen,\r\nand we stay.", 1, first, Casey, Today, out var refusal);

        Assert.Null(refusal);
        Assert.Equal((1, "We listen."), (first!.Version, first.Text));
        Assert.Equal((2, "We listen,\nand we stay."), (second!.Version, second.Text));
    }

    [Fact]
    public void Nobody_writes_over_words_they_have_not_seen_and_the_same_words_are_no_new_wording()
    {
        var now = Mission.Write("Theirs.", 0, null, Casey, Today, out _);

        Assert.Null(Mission.Write("Mine.", 0, now, Casey, Today, out var met));
        Assert.IsType<ChangedMeanwhile>(met);
        Assert.Null(Mission.Write("Theirs.", 0, now, Casey, Today, out var same));
        Assert.Null(same);
        Assert.Null(Mission.Write("", 0, null, Casey, Today, out var nothing));
        Assert.Null(nothing);
    }

    [Fact]
    public void A_list_has_one_entry_a_line_without_bullets_and_empty_lines()
    {
        var written = Committee.Write("- Ana Ruiz, night shift\r\n\r\n  • Tom Bell \n", 0, null, Casey, Today, out _)!;

        Assert.Equal("Ana Ruiz, night shift\nTom Bell", written.Text);
    }

    [Theory]
    [InlineData("Ana", false)]
    [InlineData("Ana\nTom", false)]
    [InlineData("Ana\nTom\nKim", true)]
    [InlineData("", false)]
    public void A_steering_committee_has_three_people_or_more(string text, bool complete) => Assert.Equal(complete, Committee.IsComplete(text));

    [Fact]
    public void Words_have_an_end()
    {
        Assert.Null(Mission.Write(new string('a', 1_501), 0, null, Casey, Today, out var tooLong));
        Assert.Equal(("text", "This part has at most 1500 characters."), (tooLong!.Field, tooLong.Reason));
        Assert.Null(Committee.Write(new string('a', 301), 0, null, Casey, Today, out var longLine));
        Assert.Equal("text", longLine!.Field);
    }

    [Fact]
    public void The_nine_steps_are_the_manual_s_in_order_with_its_four_key_steps()
    {
        Assert.Equal(Enumerable.Range(1, 9), Step.All.Select(s => s.Number));
        Assert.Equal(
            ["1 steering-committee", "2 survey", "7 position-description", "8 essential-topics"],
            Step.All.SelectMany(s => s.Tasks.Where(t => t.Key).Select(t => $"{s.Number} {t.Code}")));
        Assert.All(Step.All.SelectMany(s => s.Tasks).Where(t => t.Key), t => Assert.Contains("KEY STEP", t.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_step_and_task_says_it_in_both_languages_and_names_its_source()
    {
        var tasks = Step.All.SelectMany(s => s.Tasks).ToList();

        Assert.Equal(tasks.Count, tasks.Select(t => t.Code).Distinct().Count());
        Assert.All(Step.All, s => Assert.True(s.Title.En != s.Title.Es && s.About.En != s.About.Es && s.Tasks.Length > 1, s.Title.En));
        Assert.All(tasks, t => Assert.True(t.Text.En != t.Text.Es && t.Hint.En != t.Hint.Es && t.Source.StartsWith("[4] step", StringComparison.Ordinal), t.Code));
        Assert.All(Step.All.SelectMany(s => s.Tasks.SelectMany(t => new[] { t.Text.En, t.Hint.En })), text => Assert.DoesNotContain("!", text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_task_is_told_by_is_there()
    {
        foreach (var task in Step.All.SelectMany(s => s.Tasks).Where(t => t.Fact is not null))
        {
            Assert.True(
                task.ToldBy switch
                {
                    "charter" => CharterSection.Of(task.What!) is not null,
                    "people" => Enum.TryParse<Role>(task.What, ignoreCase: true, out _),
                    { } service => ServiceName.NeedsSubscription(service),
                    null => false,
                },
                $"{task.Code}: nobody can tell {task.Fact}.");
        }

        Assert.All(CharterSection.All, section => Assert.Contains(Step.All.SelectMany(s => s.Tasks), t => t.Fact == $"charter/{section.Code}"));
    }

    [Fact]
    public void A_tick_is_taken_and_taken_back_with_who_and_when()
    {
        var task = Step.TaskOf("position-description")!;

        var ticked = TaskMark.After(null, task, null, done: true, Casey, Today, out _)!;
        Assert.Equal((1, true, Casey, Today), (ticked.Number, ticked.Done, ticked.MarkedBy, ticked.MarkedOn));
        Assert.Null(TaskMark.After(ticked, task, null, done: true, Casey, Today, out _));
        var back = TaskMark.After(ticked, task, null, done: false, Casey, Today.AddDays(1), out _)!;
        Assert.Equal((2, false), (back.Number, back.Done));
        Assert.Null(TaskMark.After(null, task, null, done: false, Casey, Today, out var nothing));
        Assert.Null(nothing);
    }

    [Fact]
    public void What_is_told_from_facts_nobody_ticks_unless_the_agency_has_no_such_service()
    {
        var survey = Step.TaskOf("survey")!;

        Assert.Null(TaskMark.After(null, survey, ReadSteps.ToldBy(survey, ["assessment"]), done: true, Casey, Today, out var refusal));
        Assert.IsType<TaskToldByFacts>(refusal);
        Assert.NotNull(TaskMark.After(null, survey, ReadSteps.ToldBy(survey, ["training"]), done: true, Casey, Today, out _));
        Assert.Equal("charter", ReadSteps.ToldBy(Step.TaskOf("mission")!, []));
    }
}
