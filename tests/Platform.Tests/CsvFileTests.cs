using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Platform.Tests;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@name", "'@name")]
    [InlineData("", "")]
    public void A_cell_is_quoted_where_it_must_be_and_never_a_formula(string cell, string written) =>
        Assert.Equal($"a,b\r\nx,{written}\r\n", CsvFile.Write([["a", "b"], ["x", cell]]));

    [Fact]
    public void A_secret_stays_as_it_is_whatever_it_begins_with() =>
        Assert.Equal("group,ticket\r\n'-x,-x\r\n", CsvFile.Write([["group", "ticket"], ["-x", "-x"]], exact: 1));
}
