using Microsoft.Playwright;

namespace PeerPlatform.Browser.Tests;

/// <summary>The two sizes at which every page is looked at.</summary>
public enum Screen
{
    Phone,
    Desktop,
}

internal static class Screens
{
    public static ViewportSize Size(this Screen screen) => screen == Screen.Phone
        ? new ViewportSize { Width = 390, Height = 844 }
        : new ViewportSize { Width = 1280, Height = 900 };

    public static string Word(this Screen screen) => screen == Screen.Phone ? "phone" : "desktop";
}
