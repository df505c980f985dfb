using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace PeerPlatform.Portal.Services;

/// <summary>One page of a list, counted from 1.</summary>
public sealed record Listed<T>(List<T> Items, int Total, int Page, int Size)
{
    public int Pages => Math.Max(1, (Total + Math.Max(1, Size) - 1) / Math.Max(1, Size));
}

internal static class Query
{
    /// <summary>The path with those values that are there.</summary>
    public static string Of(string path, params (string Name, object? Value)[] values) =>
        QueryHelpers.AddQueryString(path, values
            .Select(v => KeyValuePair.Create(v.Name, Convert.ToString(v.Value, CultureInfo.InvariantCulture)))
            .Where(v => !string.IsNullOrEmpty(v.Value)));
}
