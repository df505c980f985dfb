using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.FirstStart;

/// <summary>The first coordinator comes together with the network.</summary>
internal static class NetworkCoordinators
{
    private const string FirstStaffNumber = "1";

    /// <summary>Adds network, coordinator and account to what is saved next, and enters the network.</summary>
    public static void Add(
        TenancyDbContext db, TenantScope scope, Network network, string givenName, string familyName, string email, string passwordHash)
    {
        scope.Enter(network.Id, network.Id);
        var member = new Member(
            FirstStaffNumber, new MemberDetails(givenName, familyName, email, null, RoleSet.Of(Role.NetworkCoordinator), null));
        var account = new Account(member.Id, network.Id, network.Id, email);
        account.SetPassword(passwordHash);
        db.AddRange(network, member, account);
    }
}
