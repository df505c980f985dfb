using System.Globalization;
using Microsoft.Data.Sqlite;
using PeerPlatform.Testing;

namespace PeerPlatform.Assessment.Tests;

/// <summary>What somebody sees who reads the service's database file with a connection of their own. Tests that ask are about such a file only.</summary>
internal sealed class AssessmentFile
{
    private readonly string _path;

    public AssessmentFile(string folder)
    {
        Assert.SkipWhen(TestDatabases.OnPostgres(), "It looks into a database file.");
        _path = Path.Combine(folder, "assessment.db");
    }

    /// <summary>Every row as texts in the order of the file; blobs in hexadecimal.</summary>
    public List<string[]> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] blob => Convert.ToHexString(blob),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            })]);
        }

        return rows;
    }

    public int Count(string table, string where = "1") =>
        int.Parse(Rows($"SELECT COUNT(*) FROM \"{table}\" WHERE {where}")[0][0], CultureInfo.InvariantCulture);

    public void Change(string sql, Action<SqliteCommand>? prepare = null)
    {
        using var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        prepare?.Invoke(command);
        command.ExecuteNonQuery();
    }

    /// <summary>True when the bytes of the file or of its log contain the text anywhere, in whatever case.</summary>
    public bool Contains(string text) =>
        new[] { _path, _path + "-wal" }.Where(File.Exists).Any(path =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var all = new StreamReader(stream, System.Text.Encoding.Latin1);
            return all.ReadToEnd().Contains(text, StringComparison.OrdinalIgnoreCase);
        });
}
