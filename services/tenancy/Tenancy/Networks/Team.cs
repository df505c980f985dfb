namespace PeerPlatform.Tenancy.Networks;

/// <summary>A team of an agency.</summary>
internal sealed class Team
{
    private Team()
    {
    }

    public Team(string code, string name)
    {
        Id = Guid.CreateVersion7();
        Code = code;
        Name = name;
    }

    public Guid Id { get; private set; }

    /// <summary>2–20 of A–Z, 0–9 and hyphen; once per agency.</summary>
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>True when the name was another one before.</summary>
    public bool Rename(string name)
    {
        var different = Name != name;
        Name = name;
        return different;
    }
}
