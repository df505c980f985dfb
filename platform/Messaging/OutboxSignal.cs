using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Platform.Messaging;

/// <summary>Wakes the dispatcher of one database after a commit.</summary>
internal sealed class OutboxSignal<TDb> : Signal;
