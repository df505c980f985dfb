using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>
/// <c>keys list | add | retire &lt;id&gt; [--now]</c>: replaces the key that signs members' tokens while everybody stays signed in.
/// Each may be run again: nothing happens twice.
/// </summary>
internal static class KeyCommands
{
    private delegate Task<int> Work(TenancyDbContext db, SigningKeys keys, DateTimeOffset now, TextWriter said);

    public static Command Of(IServiceProvider provider)
    {
        var command = new Command("keys", "The keys that sign members' tokens: what there is, making the next one, taking one away.");

        var list = new Command("list", "Every key: its id, what it does, and from when it signs or can be retired.");
        list.SetAction((parsed, cancellation) => RunAsync(provider, parsed, (db, keys, now, said) => ListAsync(db, keys, now, said, cancellation)));
        command.Add(list);

        var add = new Command("add", string.Create(
            CultureInfo.InvariantCulture, $"Makes the key that signs next, in {AddSigningKey.PublishedBefore.TotalMinutes} minutes; until then it becomes known."));
        add.SetAction((parsed, cancellation) => RunAsync(provider, parsed, (db, keys, now, said) => AddAsync(db, keys, now, said, cancellation)));
        command.Add(add);

        var id = new Argument<string>("id") { Description = "The key's id, as list shows it." };
        var atOnce = new Option<bool>("--now") { Description = "Somebody took the key: also while its tokens are in use. Their holders sign in again." };
        var retire = new Command("retire", "Takes a key away whose tokens have ended.") { id, atOnce };
        retire.SetAction((parsed, cancellation) => RunAsync(
            provider, parsed, (db, keys, now, said) => RetireAsync(parsed.GetRequiredValue(id), parsed.GetValue(atOnce), db, keys, now, said, cancellation)));
        command.Add(retire);
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider provider, ParseResult parsed, Work work)
    {
        await using var scope = provider.CreateAsyncScope();
        var services = scope.ServiceProvider;
        return await work(
            services.GetRequiredService<TenancyDbContext>(),
            services.GetRequiredService<SigningKeys>(),
            services.GetRequiredService<TimeProvider>().GetUtcNow(),
            parsed.InvocationConfiguration.Output);
    }

    private static async Task<int> ListAsync(
        TenancyDbContext db, SigningKeys keys, DateTimeOffset now, TextWriter said, CancellationToken cancellationToken)
    {
        var kept = await SigningKeys.KeptAsync(db, cancellationToken);
        var signing = keys.SigningOf(kept, now)?.KeyId;
        foreach (var key in kept)
        {
            await said.WriteLineAsync($"{key.KeyId}\t{StateOf(key, kept, keys, signing, now)}");
        }

        return 0;
    }

    private static async Task<int> AddAsync(
        TenancyDbContext db, SigningKeys keys, DateTimeOffset now, TextWriter said, CancellationToken cancellationToken)
    {
        var (key, isNew) = await AddSigningKey.RunAsync(db, keys, now, cancellationToken);
        await said.WriteLineAsync($"{key.KeyId}\t{(isNew ? "made" : "is there already")}, signs from {Time(key.SignsFrom)}");
        return 0;
    }

    private static async Task<int> RetireAsync(
        string id, bool atOnce, TenancyDbContext db, SigningKeys keys, DateTimeOffset now, TextWriter said, CancellationToken cancellationToken)
    {
        if (await RetireSigningKey.RunAsync(id, atOnce, db, keys, now, cancellationToken) is { } refusal)
        {
            await said.WriteLineAsync($"{refusal.Reason} {refusal.Remedy}");
            return 1;
        }

        await said.WriteLineAsync($"There is no key {id} now. Whoever verifies tokens notices within a minute.");
        return 0;
    }

    private static string StateOf(SigningKey key, List<SigningKey> kept, SigningKeys keys, string? signing, DateTimeOffset now) =>
        key.KeyId == signing ? $"signs since {Time(key.SignsFrom)}"
        : key.SignsFrom > now ? $"waits, signs from {Time(key.SignsFrom)}"
        : RetireSigningKey.OverFrom(key, kept, keys, now) is { } over && over > now ? $"verifies, can be retired from {Time(over)}"
        : "verifies, can be retired";

    private static string Time(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
