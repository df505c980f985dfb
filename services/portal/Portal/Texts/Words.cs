namespace PeerPlatform.Portal.Texts;

/// <summary>The portal's words: the English text is the key, <c>Words.es.resx</c> holds the Spanish.</summary>
public sealed class Words;
