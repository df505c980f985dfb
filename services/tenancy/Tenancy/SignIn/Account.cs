using PeerPlatform.Platform;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>Finds the member, and with it the tenant, of an e-mail address that signs in.</summary>
[NetworkWide("An e-mail address is looked up before anybody knows whose tenant it is in.")]
internal sealed class Account
{
    private Account()
    {
    }

    public Account(Guid memberId, Guid tenant, Guid network, string email)
    {
        MemberId = memberId;
        Tenant = tenant;
        Network = network;
        EmailKey = KeyOf(email);
    }

    public Guid MemberId { get; private set; }

    /// <summary>The agency, or the network itself for its coordinators.</summary>
    public Guid Tenant { get; private set; }

    public Guid Network { get; private set; }

    /// <summary>The e-mail address in lower case, once over the deployment.</summary>
    public string EmailKey { get; private set; } = "";

    /// <summary>Null until the person has chosen a password.</summary>
    public string? PasswordHash { get; private set; }

    public static string KeyOf(string email) => email.Trim().ToLowerInvariant();

    public void ChangeEmail(string email) => EmailKey = KeyOf(email);

    public void SetPassword(string hash) => PasswordHash = hash;
}
