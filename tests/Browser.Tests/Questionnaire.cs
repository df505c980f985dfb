namespace PeerPlatform.Browser.Tests;

/// <summary>Answers to the Copenhagen Burnout Inventory by a rule, so that a test knows the figures.</summary>
internal static class Questionnaire
{
    /// <summary>Item 7 of the work scale asks the other way round: "Do you have enough energy for family and friends".</summary>
    private const string Reversed = "cbi-w7";

    /// <summary>The least or the most worn-out answer to every item.</summary>
    public static int Extreme(bool wornOut, string item) => (item == Reversed) == wornOut ? 4 : 0;
}
