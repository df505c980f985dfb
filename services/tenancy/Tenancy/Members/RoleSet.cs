using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Tenancy.Members;

/// <summary>The roles one person holds (P-1.2), kept as one bit each; a role's place in the enum is therefore for ever.</summary>
internal readonly record struct RoleSet(int Bits)
{
    public static RoleSet Of(params IEnumerable<Role> roles) => new(roles.Aggregate(0, (bits, role) => bits | BitOf(role)));

    public static int BitOf(Role role) => 1 << (int)role;

    public bool Has(Role role) => (Bits & BitOf(role)) != 0;

    public IReadOnlyList<Role> ToList() => [.. Enum.GetValues<Role>().Where(Has)];
}
