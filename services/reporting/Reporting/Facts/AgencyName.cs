using PeerPlatform.Contracts.Events;

namespace PeerPlatform.Reporting.Facts;

/// <summary>What an agency is called now; a release keeps the name of its day.</summary>
internal sealed class AgencyName
{
    public required Guid AgencyId { get; init; }

    public required string Name { get; set; }

    /// <summary>Of the event that said so; an older one that arrives late is not listened to.</summary>
    public required int Version { get; set; }

    public static AgencyName Of(AgencyOnboarded happened) =>
        new() { AgencyId = happened.AgencyId, Name = happened.Name, Version = happened.Version };

    public void Hear(AgencyOnboarded happened)
    {
        if (happened.Version >= Version)
        {
            (Name, Version) = (happened.Name, happened.Version);
        }
    }
}
