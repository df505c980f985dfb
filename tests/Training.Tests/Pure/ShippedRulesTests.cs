using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Texts;

namespace PeerPlatform.Training.Tests;

public sealed class ShippedRulesTests
{
    private static readonly LocalText Name = new("name", "nombre");

    [Fact]
    public void Every_requirement_and_every_topic_says_its_source_in_both_languages()
    {
        var rules = new ShippedRules().All.ToList();

        Assert.Contains(rules, r => r.Jurisdiction == ShippedRules.General);
        Assert.All(rules.SelectMany(r => r.Requirements), r => Assert.True(r.Source.Length > 5 && r.Name.En != r.Name.Es, $"{r.Code} lacks a source or a language"));
        Assert.All(Topic.Shipped, t => Assert.True(t.Source.Length > 2 && t.Name.En != t.Name.Es && t.About.En != t.About.Es, $"{t.Code} lacks a source or a language"));
        Assert.Equal(4, Topic.Shipped.Count(t => t.Essential));
    }

    public static TheoryData<string, string> WrongRequirements => new()
    {
        { "topics", "names no topic" },
        { "unknown", "names the unknown topic unheard-of" },
        { "expired", "is valid for less than a month" },
        { "live", "asks for no hours" },
        { "policy", "names no policy" },
        { "hours", "asks for no hours, or for more than there are" },
        { "steps", "a quarter's hours are not whole steps" },
        { "meetings", "asks for no meeting, or for more than there are days" },
        { "kinds", "counts no kind of meeting" },
    };

    [Theory]
    [MemberData(nameof(WrongRequirements))]
    public void Rules_that_cannot_be_meant_are_found(string code, string fault)
    {
        Requirement wrong = code switch
        {
            "topics" => new TopicsCovered(code, Name, "test", [], null),
            "unknown" => new TopicsCovered(code, Name, "test", ["unheard-of"], null),
            "expired" => new TopicsCovered(code, Name, "test", ["boundaries"], 0),
            "live" => new LiveHoursInAll(code, Name, "test", 0),
            "policy" => new PolicyAttested(code, Name, "test", ""),
            "hours" => new HoursEachQuarter(code, Name, "test", 0, 15),
            "steps" => new HoursEachQuarter(code, Name, "test", 100, 15),
            "meetings" => new MeetingsEachQuarter(code, Name, "test", 0, [MeetingKind.Supervision]),
            _ => new MeetingsEachQuarter(code, Name, "test", 1, []),
        };

        Assert.Equal($"{code} {fault}", (new ShippedRules().Of(ShippedRules.General)! with { Requirements = [wrong] }).Fault());
    }

    [Fact]
    public void Two_requirements_of_one_code_no_requirement_and_notice_of_years_are_found()
    {
        var rules = new ShippedRules().Of(ShippedRules.General)!;

        Assert.Null(rules.Fault());
        Assert.NotNull((rules with { Requirements = [rules.Requirements[0], rules.Requirements[0]] }).Fault());
        Assert.NotNull((rules with { Requirements = [] }).Fault());
        Assert.NotNull((rules with { NoticeDays = 365 }).Fault());
    }

    [Fact]
    public void Lists_are_joined_as_people_write_them()
    {
        Assert.Equal("escuchar e intensidad", Wording.List([new("a", "escuchar"), new("b", "intensidad")]).Es);
        Assert.Equal("a, b and c", Wording.List([new("a", ""), new("b", ""), new("c", "")]).En);
        Assert.Equal(new("2.5", "2,5"), Wording.Hours(150));
    }
}
