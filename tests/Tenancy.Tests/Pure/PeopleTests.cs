using PeerPlatform.Contracts.Access;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;
using PeerPlatform.Tenancy.SetupLinks;

namespace PeerPlatform.Tenancy.Tests.Pure;

public sealed class PeopleTests
{
    private static readonly AgencyDetails Elms = new("The Elms", "America/New_York", "Duty phone");

    [Fact]
    public void An_agency_says_what_changed_and_nothing_when_nothing_did()
    {
        var agency = Agency.Join(Guid.NewGuid(), "ELMS", Elms);

        Assert.Empty(agency.Change(Elms));
        Assert.Equal(["name", "help contact"], agency.Change(Elms with { Name = "The Elms Group", HelpContact = null }));
        Assert.Equal(["time zone"], agency.Change(new AgencyDetails("The Elms Group", "America/Chicago", null)));
    }

    [Fact]
    public void A_member_says_what_changed_and_nothing_when_nothing_did()
    {
        var details = new MemberDetails("Ana", "Reyes", "ana@elms.example", "es", RoleSet.Of(Role.Trainer), Guid.NewGuid());
        var member = new Member("1", details);

        Assert.Empty(member.Change(details));
        Assert.Empty(member.Change(details with { Language = null }));
        Assert.Equal(
            ["family name", "roles", "team"],
            member.Change(details with { FamilyName = "Ríos", Roles = RoleSet.Of(Role.Panel), TeamId = null }));
        Assert.Equal("es", member.Language);
    }

    [Fact]
    public void Everybody_of_an_agency_is_a_member_and_a_network_coordinator_is_not()
    {
        var details = new MemberDetails("Ana", "Reyes", "ana@elms.example", null, RoleSet.Of(Role.Trainer), null);

        Assert.Equal([Role.Member, Role.Trainer], new Member("1", details).Roles.ToList());
        Assert.Equal([Role.NetworkCoordinator], new Member("1", details with { Roles = RoleSet.Of(Role.NetworkCoordinator) }).Roles.ToList());
    }

    [Fact]
    public void Once_recruitment_has_spoken_of_the_role_of_supporter_neither_the_list_nor_an_older_word_changes_it()
    {
        var details = new MemberDetails("Ana", "Reyes", "ana@elms.example", null, RoleSet.Of(), null);
        var member = new Member("1", details);

        member.HearOfRole(isSupporter: true, turn: 3);
        member.HearOfRole(isSupporter: false, turn: 2);
        Assert.Empty(member.Change(details));
        Assert.Equal([Role.Member, Role.Supporter], member.Roles.ToList());

        member.HearOfRole(isSupporter: false, turn: 4);
        Assert.Empty(member.Change(details with { Roles = RoleSet.Of(Role.Supporter) }));
        Assert.Equal([Role.Member], member.Roles.ToList());
    }

    [Theory]
    [InlineData("Žofie", "zofie")]
    [InlineData("ÑANDÚ", "nandu")]
    [InlineData("O’Shea", "o’shea")]
    [InlineData("高橋", "高橋")]
    [InlineData("Ελένη", "ελενη")]
    public void Search_needs_neither_accents_nor_capitals(string name, string searched) => Assert.Equal(searched, SearchText.Of(name));

    [Theory]
    [InlineData("elevenchars", "fewer than 12")]
    [InlineData("password1234", "guessed first")]
    [InlineData("Pass-word 1234", "guessed first")]
    [InlineData("abababababababab", "guessed first")]
    [InlineData("very MORGAN.reyes long", "name in your e-mail")]
    [InlineData(null, "fewer than 12")]
    public void A_password_that_is_easily_guessed_is_refused(string? password, string reason) =>
        Assert.Contains(reason, PasswordRules.Check(password, "morgan.reyes@elms.example")!.Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("four warm words here")]
    [InlineData("cuatro palabras cálidas aquí")]
    [InlineData("🌧🌧 tea on the porch")]
    public void A_long_password_of_any_letters_is_taken(string password) =>
        Assert.Null(PasswordRules.Check(password, "morgan.reyes@elms.example"));

    [Fact]
    public void A_link_works_once_for_fourteen_days_and_names_its_last_day_at_the_agency()
    {
        var now = new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);
        var link = SetupLink.ForMember(Guid.NewGuid(), now, out var path);

        Assert.StartsWith("/set-up/", path, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Hash, path, StringComparison.Ordinal);
        Assert.True(link.WorksAt(now.AddDays(14).AddSeconds(-1)));
        Assert.False(link.WorksAt(now.AddDays(14)));
        Assert.Null(link.Use(now));
        Assert.IsType<SetupLinkOver>(link.Use(now));
        Assert.Equal(new DateOnly(2026, 3, 14), LinkDay.Of(link, Agency.Join(Guid.NewGuid(), "ELMS", Elms)));
    }
}
