namespace PeerPlatform.Embedded;

/// <summary>What the terminal says once everything answers.</summary>
internal static class Welcome
{
    /// <summary>Of the demonstration sign-ins only; it is printed, so it protects nothing.</summary>
    public const string DemonstrationPassword = "quiet-harbor-lantern";

    public static async Task PrintAsync(EmbeddedOptions options, DataFolder folder, CancellationToken cancellationToken)
    {
        await UntilReadyAsync(options, cancellationToken);
        Console.WriteLine($"""

            PeerPlatform is ready.
              Portal and API    {options.PortalAddress}
              Collecting side   {options.CollectAddress}   (survey answers and nominations, apart from everything signed-in)
              API descriptions  {options.PortalAddress}/openapi/tenancy.json, assessment.json, recruitment.json, training.json, reporting.json
              Data              {folder.Path}
            """);
        if (File.Exists(folder.FirstSetUpFile))
        {
            var path = (await File.ReadAllTextAsync(folder.FirstSetUpFile, cancellationToken)).Trim();
            Console.WriteLine($"""

                Nobody can sign in yet. This link sets up the first network coordinator, once:
                  {options.PortalAddress}{path}
                """);
        }
        else if (options.Demonstration)
        {
            Console.WriteLine($"""

                Demonstration sign-ins, all with the password  {DemonstrationPassword}
                  nora@network.example                 network coordinator
                  casey.coordinator@massup.example     programme coordinator of an agency with seven teams
                  morgan.member@massup.example         member of one of its teams
                  staff00007@massup.example            supporter on the way to being ready
                """);
        }

        Console.WriteLine("\nStop with Ctrl+C.");
    }

    private static async Task UntilReadyAsync(EmbeddedOptions options, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{options.Port}/health/services"), cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }
}
