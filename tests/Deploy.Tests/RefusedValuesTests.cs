using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>A wrong value stops helm with the field's name, before anything reaches a cluster.</summary>
public sealed class RefusedValuesTests
{
    public static TheoryData<string, string> OfTheSchema { get; } = new()
    {
        { "services.tenancy.replicas.min=two", "/services/tenancy/replicas/min" },
        { "services.tenancy.replicas.min=0", "/services/tenancy/replicas/min" },
        { "services.tenanci.enabled=true", "/services/tenanci" },
        { "services.tenancy.replica=3", "'replica' not allowed" },
        { "services.tenancy.ports.http=80", "/services/tenancy/ports" },
        { "services.tenancy.resources.limits.memory=lots", "/services/tenancy/resources/limits/memory" },
        { "services.tenancy.resources.limits.memory=null", "/services/tenancy/resources/limits" },
        { "services.tenancy.config.ConnectionStrings__tenancy=Host=x", "ConnectionStrings__tenancy" },
        { "services.tenancy.config.Identity__ServiceKey=x", "Identity__ServiceKey" },
        { "services.gateway.digest=abc", "/services/gateway/digest" },
        { "services.gateway.image=peer-platform-gateway", "/services/gateway/image" },
        { "images.tag=latest", "/images/tag" },
        { "images.pullPolicy=Sometimes", "/images/pullPolicy" },
        { "secrets.postgres=Not A Name", "/secrets/postgres" },
        { "secrets.password=x", "'password' not allowed" },
        { "postgres.url=postgres://x", "'postgres' not allowed" },
        { """arrows=[{"from":"gateway","to":"mars"}]""", "/arrows/0" },
        { "ingress.host=peer", "/ingress/host" },
        { "ingress.trustedProxies[0]=everywhere", "/ingress/trustedProxies/0" },
        { "network.postgres.to[0].cidr=10.0.0.0/8", "'cidr' not allowed" },
        { "network.ingressController=null", "/network" },
        { "telemetry.otlp=collector:4317", "/telemetry/otlp" },
        { "shutdown.drainSeconds=-1", "/shutdown/drainSeconds" },
        { "scheduling.whenUnsatisfiable=Never", "/scheduling/whenUnsatisfiable" },
        { "trial.postgres.digest=sha256:12", "/trial/postgres/digest" },
        { "elsewhere.tenancy.keys=peer.example.gov", "/elsewhere/tenancy/keys" },
    };

    public static TheoryData<string, string> ThatDoNotGoTogether { get; } = new()
    {
        { "services.tenancy.replicas.min=9", "services.tenancy.replicas.min (9)" },
        { "services.tenancy.enabled=false", "elsewhere.tenancy.keys" },
        { "rabbitmq.enabled=false", "rabbitmq.enabled" },
        { "services.gateway.enabled=false", "services.gateway.enabled" },
        { "ingress.collect.host=peer.example.gov", "ingress.collect.host" },
        { "images.requireDigest=true", "services.assessment.digest" },
        { """arrows=[{"from":"mars","to":"tenancy","port":"http"}]""", "mars" },
        { """arrows=[{"from":"gateway","to":"tenancy","port":"collect"}]""", "collect" },
    };

    [Theory]
    [MemberData(nameof(OfTheSchema))]
    public async Task A_wrong_value_is_refused_by_the_schema_with_its_field(string value, string field)
    {
        var refused = await Helm.TemplateAsync(value.Contains('{', StringComparison.Ordinal) ? "--set-json" : "--set", value);

        Assert.NotEqual(0, refused.Code);
        Assert.Contains("meet the specifications of the schema", refused.Errors, StringComparison.Ordinal);
        Assert.Contains(field, refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ThatDoNotGoTogether))]
    public async Task Values_that_do_not_go_together_are_refused_with_a_sentence(string value, string words)
    {
        var refused = await Helm.TemplateAsync(value.Contains('{', StringComparison.Ordinal) ? "--set-json" : "--set", value);

        Assert.NotEqual(0, refused.Code);
        Assert.Contains(words, refused.Errors, StringComparison.Ordinal);
    }
}
