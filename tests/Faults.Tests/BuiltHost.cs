using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>Where a service's host was built.</summary>
internal static class BuiltHost
{
    public static string Of(string service)
    {
        var name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service);
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Checkout.At("services", service, $"{name}.Host", "bin", output.Parent!.Name, output.Name, $"PeerPlatform.{name}.Host.dll");
    }
}
