using StandIns;

namespace Hashing.Tests;

public sealed class OfficialReferencesTests
{
    private const string StandIn = "System.IO.Hashing";

    [Fact]
    public void Everything_that_the_official_Yarp_uses_of_the_stand_in_is_there()
    {
        var used = StandInReferences.Used(Output("Yarp.ReverseProxy"), StandIn);
        var declared = StandInReferences.Declared(Output(StandIn));

        Assert.Contains("System.IO.Hashing.XxHash64::Hash(Byte[]) : Byte[] static", used);
        Assert.True(
            declared.IsSupersetOf(used),
            $"Declare in stand-ins/{StandIn}: {string.Join("; ", used.Except(declared))}");
    }

    [Fact]
    public void The_stand_in_is_as_new_as_the_packages_ask() =>
        Assert.True(typeof(System.IO.Hashing.XxHash64).Assembly.GetName().Version >= new Version(10, 0, 0, 14));

    private static string Output(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
}
