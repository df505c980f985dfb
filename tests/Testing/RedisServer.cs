using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PeerPlatform.Testing;

/// <summary>
/// A redis-server of the test's own: a free port on 127.0.0.1, a folder of its own, nothing kept on disk. It is killed when
/// its standard input closes, so that it does not outlive the tests' process, however that ends.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Start =
        "exec 3<&0; (read -r ignored <&3; kill -9 $$ 2>/dev/null) & exec redis-server \"$@\" 3<&- </dev/null";

    private const int NotFound = 127;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redis-tests-");
    private Process? _process;

    private RedisServer(bool tls)
    {
        Certificate = tls ? WriteCertificate(_folder.FullName) : null;
    }

    /// <summary>What a client must trust, or null for a server without TLS.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>As <c>Redis:Connection</c> takes it.</summary>
    public string Address => $"127.0.0.1:{Number(Port)}";

    /// <summary>Starts one and waits until it takes connections.</summary>
    public static async Task<RedisServer> StartAsync(bool tls = false)
    {
        var server = new RedisServer(tls);
        try
        {
            await server.StartOnFreePortAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server as kill -9 does; what it held is lost.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Starts the killed server again at the same port, empty.</summary>
    public async Task StartAgainAsync()
    {
        if (!await TryStartAsync())
        {
            throw new InvalidOperationException($"redis-server did not come back: {Log()}");
        }
    }

    /// <summary>Stops the server from running while its connections stay open.</summary>
    public Task HangAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Certificate?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Another process may take a port between its choice and its use, so this tries a few.</summary>
    private async Task StartOnFreePortAsync()
    {
        const int Attempts = 5;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Port = FreePort.Next();
            if (await TryStartAsync())
            {
                return;
            }

            await KillAsync();
        }

        throw new InvalidOperationException($"redis-server did not start. Its log: {Log()}");
    }

    private async Task<bool> TryStartAsync()
    {
        string[] port = Certificate is null
            ? ["--port", Number(Port)]
            : ["--port", "0", "--tls-port", Number(Port), "--tls-auth-clients", "no",
               "--tls-cert-file", PathOf("cert.pem"), "--tls-key-file", PathOf("key.pem"), "--tls-ca-cert-file", PathOf("cert.pem")];
        string[] arguments =
        [
            .. port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--dir", _folder.FullName, "--logfile", PathOf("redis.log"),
        ];
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", Start, "sh", .. arguments]) { RedirectStandardInput = true })!;
        _process = process;
        await Eventually.HoldsAsync(async () => process.HasExited || await AcceptsAsync(), "redis-server takes connections");
        if (process.HasExited && process.ExitCode == NotFound)
        {
            throw new InvalidOperationException("redis-server is not installed: run ./test.sh, which installs it.");
        }

        return !process.HasExited;
    }

    private async Task<bool> AcceptsAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return _process is { HasExited: false };
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {Number(_process!.Id)}"]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"kill -{signal} failed: redis-server does not run.");
        }
    }

    private string Log() => File.Exists(PathOf("redis.log")) ? File.ReadAllText(PathOf("redis.log")) : "(none)";

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static X509Certificate2 WriteCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=redis-tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        return X509CertificateLoader.LoadCertificate(certificate.RawData);
    }
}
