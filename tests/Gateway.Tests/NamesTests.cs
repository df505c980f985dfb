namespace PeerPlatform.Gateway.Tests;

public sealed class NamesTests
{
    [Fact]
    public async Task A_name_without_an_address_is_the_trouble_of_its_own_service_alone()
    {
        await using var gateway = await Replicas.StartAsync(
            1,
            null,
            ("Gateway:ResolveNames", "true"),
            ("ReverseProxy:Clusters:reporting:Destinations:one:Address", "http://nobody.invalid:8081"));

        Assert.Equal(200, await gateway.AskAsync(0, null));
        Assert.Equal(503, await gateway.AskAsync(0, null, "/api/reporting/v1/waiting"));
        Assert.Equal(200, await gateway.AskAsync(0, null, "/health/ready"));
    }

    [Fact]
    public async Task What_is_not_installed_is_refused_and_the_rest_goes_on()
    {
        await using var gateway = await Replicas.StartAsync(
            1,
            null,
            ("Gateway:ResolveNames", "true"),
            ("ReverseProxy:Clusters:reporting:Destinations:one:Address", "http://127.0.0.1:9"));

        Assert.Equal(200, await gateway.AskAsync(0, null));
        Assert.Equal(503, await gateway.AskAsync(0, null, "/api/reporting/v1/waiting"));
        Assert.Equal(200, await gateway.AskAsync(0, null, "/health/ready"));
    }
}
