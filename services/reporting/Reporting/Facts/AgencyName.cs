namespace PeerPlatform.Reporting.Facts;

/// <summary>What an agency is called now; a release keeps the name of its day.</summary>
internal sealed class AgencyName
{
    public required Guid AgencyId { get; init; }

    public required string Name { get; set; }
}
