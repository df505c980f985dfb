namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Makes one value of another.</summary>
public delegate TTo Projection<TFrom, out TTo>(in TFrom from);

/// <summary>Makes one value of another and of a state that all calls share.</summary>
public delegate TTo Projection<TFrom, TState, out TTo>(in TFrom from, in TState state);

/// <summary>Copies out of a sequence, which outlives no Reset of its arena.</summary>
public static class SequenceExtensions
{
    public static TTo[] ToArray<TFrom, TTo>(this in Sequence<TFrom> source, Projection<TFrom, TTo> projection)
    {
        var target = new TTo[source.Length];
        source.CopyTo(target, projection);
        return target;
    }

    public static TTo[] ToArray<TFrom, TState, TTo>(
        this in Sequence<TFrom> source, Projection<TFrom, TState, TTo> projection, in TState state)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var target = new TTo[source.Length];
        var at = 0;
        foreach (ref var from in source)
        {
            target[at++] = projection(in from, in state);
        }

        return target;
    }

    /// <summary>Fills the beginning of the target; too short a target throws.</summary>
    public static void CopyTo<TFrom, TTo>(this in Sequence<TFrom> source, Span<TTo> target, Projection<TFrom, TTo> projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, source.Length, nameof(target));
        var at = 0;
        foreach (ref var from in source)
        {
            target[at++] = projection(in from);
        }
    }
}
