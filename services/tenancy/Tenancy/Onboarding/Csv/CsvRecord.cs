namespace PeerPlatform.Tenancy.Onboarding.Csv;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">Number of its first line in the file, from 1.</param>
/// <param name="Damage">What is wrong with its quotation marks; its cells end at the damaged one then.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Cells, CsvDamage? Damage)
{
    /// <summary>True for an empty line, and for the delimiters alone that spreadsheets leave behind.</summary>
    public bool IsBlank => Damage is null && Cells.All(string.IsNullOrWhiteSpace);
}

/// <param name="Cell">Which cell, from 0.</param>
/// <param name="Ends">True when the rest of the file cannot be told apart into records.</param>
internal sealed record CsvDamage(int Cell, string Value, string Reason, string Remedy, bool Ends);
