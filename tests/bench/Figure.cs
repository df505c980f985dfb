namespace PeerPlatform.Bench;

/// <summary>One row of the README's table.</summary>
internal sealed record Figure(string What, string Wanted, string Measured, bool Met);
