using System.ComponentModel.DataAnnotations.Schema;
using PeerPlatform.Contracts.Events;

namespace PeerPlatform.Platform.Data;

/// <summary>An entity that guards rules and raises events; they are written to the outbox in the commit that saves it.</summary>
public abstract class Aggregate
{
    private readonly List<IEvent> _raised = [];

    /// <summary>Raised and not yet saved, in order.</summary>
    [NotMapped]
    internal IReadOnlyList<IEvent> Raised => _raised;

    /// <summary>Says that something has happened; told to others after the commit, never without it.</summary>
    protected void Raise(IEvent happened) => _raised.Add(happened);

    internal void ForgetRaised() => _raised.Clear();
}

/// <summary>An entity whose rows are never changed and never deleted once written; saving a change throws.</summary>
public interface IImmutableRow;
