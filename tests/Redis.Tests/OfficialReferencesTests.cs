using StackExchange.Redis;
using StandIns;

namespace Redis.Tests;

public sealed class OfficialReferencesTests
{
    [Theory]
    [InlineData("Pipelines.Sockets.Unofficial", 80)]
    [InlineData("System.IO.Hashing", 2)]
    public void Everything_that_the_official_client_uses_of_a_stand_in_is_there(string standIn, int atLeast)
    {
        var used = StandInReferences.Used(Output("StackExchange.Redis"), standIn);
        var declared = StandInReferences.Declared(Output(standIn));

        Assert.True(used.Count >= atLeast, $"Found only {used.Count} references to {standIn}: is the official client in the output?");
        Assert.True(
            declared.IsSupersetOf(used),
            $"Declare in stand-ins/{standIn}: {string.Join("; ", used.Except(declared))}");
    }

    [Fact]
    public void Every_type_of_the_official_client_loads_with_the_stand_ins() =>
        Assert.NotEmpty(typeof(ConnectionMultiplexer).Assembly.GetTypes());

    private static string Output(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
}
