using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Tenancy.Members;

/// <summary>What an agency says about a person who works there.</summary>
/// <param name="Email">As written; compared in lower case, once over the deployment.</param>
/// <param name="Language">"en" or "es"; null leaves what is known, English for somebody new.</param>
internal sealed record MemberDetails(
    string GivenName, string FamilyName, string Email, string? Language, RoleSet Roles, Guid? TeamId);

/// <summary>A person of an agency, or a coordinator of the network itself.</summary>
internal sealed class Member
{
    private Member()
    {
    }

    public Member(string staffNumber, MemberDetails details)
    {
        Id = Guid.CreateVersion7();
        StaffNumber = staffNumber;
        Active = true;
        Change(details);
    }

    public Guid Id { get; private set; }

    /// <summary>The agency's own number for the person, 1–40 characters, once per agency.</summary>
    public string StaffNumber { get; private set; } = "";

    public Guid? TeamId { get; private set; }

    public string GivenName { get; private set; } = "";

    public string FamilyName { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>"en" or "es".</summary>
    public string Language { get; private set; } = "en";

    public int RoleBits { get; private set; }

    /// <summary>Of what recruitment said last of the role of supporter; an older word that arrives late is not listened to.</summary>
    public int SupporterTurn { get; private set; }

    public bool Active { get; private set; }

    /// <summary>Name, staff number and e-mail as they are searched and sorted by.</summary>
    public string SearchKey { get; private set; } = "";

    public RoleSet Roles => new(RoleBits);

    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>Takes over what is said now, and answers what of it is different, in words.</summary>
    public IReadOnlyList<string> Change(MemberDetails details)
    {
        var changed = new List<string>();
        Note(changed, "given name", GivenName, GivenName = details.GivenName);
        Note(changed, "family name", FamilyName, FamilyName = details.FamilyName);
        Note(changed, "e-mail", Email, Email = details.Email);
        Note(changed, "language", Language, Language = details.Language ?? Language);
        Note(changed, "roles", RoleBits, RoleBits = RolesSaid(details.Roles).Bits);
        Note(changed, "team", TeamId, TeamId = details.TeamId);
        if (changed.Count > 0)
        {
            SearchKey = SearchText.Of($"{FamilyName} {GivenName} {StaffNumber} {Email}");
        }

        return changed;
    }

    /// <summary>Gives the role of supporter, or takes it away, as recruitment decided; it counts with the next token.</summary>
    public void HearOfRole(bool isSupporter, int turn)
    {
        if (turn > SupporterTurn)
        {
            SupporterTurn = turn;
            RoleBits = isSupporter ? RoleBits | RoleSet.BitOf(Role.Supporter) : RoleBits & ~RoleSet.BitOf(Role.Supporter);
        }
    }

    /// <summary>Everybody of an agency is a member; once recruitment has spoken of the role of supporter, its word counts and not the list's.</summary>
    private RoleSet RolesSaid(RoleSet said)
    {
        var supporter = RoleSet.BitOf(Role.Supporter);
        var bits = said.Bits | (said.Has(Role.NetworkCoordinator) ? 0 : RoleSet.BitOf(Role.Member));
        return new RoleSet(SupporterTurn == 0 ? bits : (bits & ~supporter) | (RoleBits & supporter));
    }

    private static void Note<T>(List<string> changed, string what, T before, T now)
    {
        if (!EqualityComparer<T>.Default.Equals(before, now))
        {
            changed.Add(what);
        }
    }
}
