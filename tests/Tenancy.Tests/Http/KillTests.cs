using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests.Http;

/// <summary>kill -9 at named points of an import, and the start after it.</summary>
public sealed class KillTests
{
    private const string Api = "/api/tenancy/v1/onboarding";

    [Theory]
    [InlineData("onboarding-before-preview")]
    [InlineData("onboarding-before-commit")]
    [InlineData("onboarding-after-commit")]
    [InlineData("outbox-after-commit")]
    public async Task Killed_at_any_point_the_file_is_worked_on_at_the_next_start_and_comes_in_once(string point)
    {
        Assert.SkipWhen(TestDatabases.OnPostgres(), "Its process keeps a database file.");
        var folder = Directory.CreateTempSubdirectory("peerplatform-tenancy-").FullName;
        await using (var world = await World.StartEmptyAsync(folder))
        {
            await world.SetUpAsync(folder);
        }

        string id;
        await using (var dying = await HostProcess.StartAsync(folder, point))
        {
            using var nora = await SignedIn.AsAsync(dying.Address, World.Nora, World.Password);
            using var file = new StringContent(Csv.File([.. Enumerable.Range(1, 2500).Select(n => Csv.Row(n))]), Encoding.UTF8, "text/csv");
            using var answer = await nora.PostAsync(new Uri($"{Api}?fileName=a.csv", UriKind.Relative), file);
            id = (await answer.ReadAsync()).GetProperty("id").GetString()!;
            if (point != "onboarding-before-preview")
            {
                await Eventually.GetAsync(() => nora.GetJsonAsync($"{Api}/{id}"), f => f.GetProperty("state").GetString() == "ready", "the preview");
                using var import = await nora.PostAsync(new Uri($"{Api}/{id}/import", UriKind.Relative), null);
            }

            await dying.WaitUntilDeadAsync();
        }

        await using (var world = await World.StartEmptyAsync(folder))
        {
            await world.SignInCoordinatorAsync();
            if (point == "onboarding-before-preview")
            {
                await world.WaitAsync(id, "ready");
                await world.ImportAsync(id);
            }

            var imported = await world.WaitAsync(id, "imported", "failed");
            Assert.Equal("imported", imported.GetProperty("state").GetString());
            var elms = await world.AgencyAsync("ELMS");
            Assert.Equal(2500, await world.LookAsync(elms, db => db.Members.CountAsync()));
            Assert.Equal(1 + ServiceName.BySubscription.Count, await world.LookAsync(elms, db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM Outbox").SingleAsync()));
        }

        Directory.Delete(folder, recursive: true);
    }
}
