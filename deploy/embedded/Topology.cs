namespace PeerPlatform.Embedded;

/// <summary>The embedded topology as configuration, and nothing but configuration: the services know no other (decision 0003).</summary>
internal static class Topology
{
    public static Dictionary<string, string?> OfServices(EmbeddedOptions options, DataFolder folder, IEnumerable<string> services)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Kestrel:Endpoints:Http:Url"] = options.InternalHttp,
            ["Kestrel:Endpoints:Http:Protocols"] = "Http1",
            ["Kestrel:Endpoints:Grpc:Url"] = options.InternalGrpc,
            ["Kestrel:Endpoints:Grpc:Protocols"] = "Http2",
            ["Database:Provider"] = "sqlite",
            ["Database:Folder"] = folder.Path,
            ["Messaging:Transport"] = "memory",
            ["Identity:Keys"] = $"{options.InternalHttp}/.well-known/jwks.json",
            ["Identity:ServiceKey"] = folder.ServiceKey,
            ["Portal:CollectAddress"] = options.CollectAddress,
        };
        foreach (var service in services)
        {
            settings[$"Services:{service}:Http"] = options.InternalHttp;
            settings[$"Services:{service}:Grpc"] = options.InternalGrpc;
        }

        if (options.Demonstration)
        {
            var network = Path.Combine(AppContext.BaseDirectory, "demonstration", "network-case.csv");
            settings["Tenancy:Start:Demonstration"] = network;
            settings["Tenancy:Start:DemonstrationPassword"] = Welcome.DemonstrationPassword;
            var agencies = string.Join(',', AgencyCodesOf(network));
            settings["Assessment:Start:DemonstrationAgencies"] = agencies;
            settings["Training:Start:DemonstrationAgencies"] = agencies;
            settings["Recruitment:Start:DemonstrationAgencies"] = agencies;
        }

        return settings;
    }

    public static Dictionary<string, string?> OfGateway(EmbeddedOptions options, IEnumerable<string> services)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Gateway:Port"] = $"{options.Port}",
            ["Gateway:CollectPort"] = $"{options.CollectPort}",
        };
        foreach (var service in services)
        {
            settings[$"ReverseProxy:Clusters:{service}:Destinations:one:Address"] = options.InternalGrpc;
        }

        return settings;
    }

    /// <summary>The file's first column.</summary>
    private static IEnumerable<string> AgencyCodesOf(string file) =>
        File.ReadLines(file).Skip(1).Select(row => row.Split(',')[0]).Distinct(StringComparer.Ordinal);
}
