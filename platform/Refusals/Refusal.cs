namespace PeerPlatform.Platform.Refusals;

/// <summary>What kind of "no" it is; decides the HTTP and gRPC status.</summary>
public enum RefusalKind
{
    /// <summary>Something in the request is not as it must be.</summary>
    Invalid,

    /// <summary>There is none, or none of this tenant.</summary>
    NotFound,

    /// <summary>It does not go with the present state.</summary>
    Conflict,

    /// <summary>The caller may not.</summary>
    Forbidden,

    /// <summary>It was there and is over.</summary>
    Gone,

    /// <summary>Too much of it, for now.</summary>
    TooMany,

    /// <summary>More than can be taken at once.</summary>
    TooLarge,

    /// <summary>Something needed does not answer now.</summary>
    Unavailable,
}

/// <summary>A "no" of the programme's rules, as a value. The record's name becomes the problem's type.</summary>
/// <param name="Reason">A plain sentence that a person can read.</param>
/// <param name="Field">The field of the request it is about, as the client wrote it.</param>
/// <param name="Remedy">What to do about it.</param>
public abstract record Refusal(RefusalKind Kind, string Reason, string? Field = null, string? Remedy = null);

/// <summary>A field that cannot be taken as it is.</summary>
public sealed record FieldRefused(string Name, string Why, string WhatToDo) : Refusal(RefusalKind.Invalid, Why, Name, WhatToDo);
