using PeerPlatform.Assessment.Instruments;

namespace PeerPlatform.Assessment.Tests;

public sealed class PublishedScoringTests
{
    private static readonly ScaleScoring[] Scales = [.. Sheets.Cbi.Scales.Select(s => new ScaleScoring(Sheets.Cbi, s))];

    public static TheoryData<string, string[]> Vectors()
    {
        var vectors = new TheoryData<string, string[]>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors", "cbi.txt")).Where(l => !l.StartsWith('#')))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            vectors.Add(string.Concat(words[..3]), words[3..]);
        }

        return vectors;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_published_inventory_is_scored_as_worked_by_hand(string responses, string[] expected)
    {
        for (var scale = 0; scale < 3; scale++)
        {
            var score = Scales[scale].Score(responses);
            if (expected[scale] == "none")
            {
                Assert.Null(score);
                continue;
            }

            var fraction = expected[scale].Split('/').Select(int.Parse).ToArray();
            Assert.Equal((double)fraction[0] / fraction[1], score);
        }
    }

    [Fact]
    public void Every_vector_of_the_file_was_read() => Assert.Equal(10, Vectors().Count);

    [Theory]
    [InlineData(0, "below50")]
    [InlineData(49.999, "below50")]
    [InlineData(50, "high")]
    [InlineData(100, "high")]
    public void Fifty_and_above_is_high(double score, string band) =>
        Assert.All(Sheets.Cbi.Scales, scale => Assert.Equal(band, scale.Bands[scale.BandOf(score)].Code));

    [Fact]
    public void The_inventory_is_the_published_one()
    {
        Assert.Equal([6, 7, 6], Sheets.Cbi.Scales.Select(s => s.Items.Count));
        Assert.Equal([3, 4, 3], Sheets.Cbi.Scales.Select(s => s.MinAnswered));
        Assert.Equal(["cbi-w7"], Sheets.Cbi.Items.Where(i => i.Reverse).Select(i => i.Code));
        Assert.Equal(
            ["cbi-w1", "cbi-w2", "cbi-w3", "cbi-c1", "cbi-c2", "cbi-c3", "cbi-c4"],
            Sheets.Cbi.Items.Where(i => i.Choices == "degree").Select(i => i.Code));
    }
}
