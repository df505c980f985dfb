using PeerPlatform.Platform;

namespace PeerPlatform.Tenancy.Networks;

/// <summary>A state, or a group of agencies, that runs one programme (P-1.1). It is the tenant of its own coordinators.</summary>
[NetworkWide("It is the tenant itself; its name is shown to everybody of its agencies.")]
internal sealed class Network
{
    private Network()
    {
    }

    public Network(string name, bool demonstration)
    {
        Id = Guid.CreateVersion7();
        Name = name;
        Demonstration = demonstration;
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Made by the demonstration start, so that a start that was cut off can go on.</summary>
    public bool Demonstration { get; private set; }
}
