using System.Globalization;
using System.IO.Hashing;

namespace Hashing.Tests;

public sealed class PublishedVectorsTests
{
    /// <summary>XSUM_XXH64_testdata and XSUM_XXH3_testdata in the xxHash project's sanity check.</summary>
    public static TheoryData<int, ulong, ulong> SanityOfXxh64 => new()
    {
        { 0, 0, 0xEF46DB3751D8E999 },
        { 0, SanityBuffer.Prime32, 0xAC75FDA2929B17EF },
        { 1, 0, 0xE934A84ADB052768 },
        { 1, SanityBuffer.Prime32, 0x5014607643A9B4C3 },
        { 4, 0, 0x9136A0DCA57457EE },
        { 14, 0, 0x8282DCC4994E35C8 },
        { 14, SanityBuffer.Prime32, 0xC3BD6BF63DEB6DF0 },
        { 222, 0, 0xB641AE8CB691C174 },
        { 222, SanityBuffer.Prime32, 0x20CB8AB7AE10C14A },
    };

    public static TheoryData<int, ulong, ulong> SanityOfXxh3 => new()
    {
        { 0, 0, 0x2D06800538D394C2 },
        { 0, SanityBuffer.Prime64, 0xA8A6B918B2F0364A },
        { 1, 0, 0xC44BDFF4074EECDB },
        { 1, SanityBuffer.Prime64, 0x032BE332DD766EF8 },
        { 6, 0, 0x27B56A84CD2D7325 },
        { 6, SanityBuffer.Prime64, 0x84589C116AB59AB9 },
        { 12, 0, 0xA713DAF0DFBB77E7 },
        { 12, SanityBuffer.Prime64, 0xE7303E1B2336DE0E },
        { 24, 0, 0xA3FE70BF9D3510EB },
        { 24, SanityBuffer.Prime64, 0x850E80FC35BDD690 },
        { 48, 0, 0x397DA259ECBA1F11 },
        { 48, SanityBuffer.Prime64, 0xADC2CBAA44ACC616 },
        { 80, 0, 0xBCDEFBBB2C47C90A },
        { 80, SanityBuffer.Prime64, 0xC6DD0CB699532E73 },
        { 195, 0, 0xCD94217EE362EC3A },
        { 195, SanityBuffer.Prime64, 0xBA68003D370CB3D9 },
        { 403, 0, 0xCDEB804D65C6DEA4 },
        { 403, SanityBuffer.Prime64, 0x6259F6ECFD6443FD },
        { 512, 0, 0x617E49599013CB6B },
        { 512, SanityBuffer.Prime64, 0x3CE457DE14C27708 },
        { 2048, 0, 0xDD59E2C3A5F038E0 },
        { 2048, SanityBuffer.Prime64, 0x66F81670669ABABC },
        { 2240, 0, 0x6E73A90539CF2948 },
        { 2240, SanityBuffer.Prime64, 0x757BA8487D1B5247 },
        { 2367, 0, 0xCB37AEB9E5D361ED },
        { 2367, SanityBuffer.Prime64, 0xD2DB3415B942B42A },
    };

    [Theory]
    [MemberData(nameof(SanityOfXxh64))]
    public void Xxh64_gives_what_the_projects_sanity_check_expects(int length, ulong seed, ulong expected) =>
        Assert.Equal(expected, XxHash64.HashToUInt64(SanityBuffer.Take(length), unchecked((long)seed)));

    [Theory]
    [MemberData(nameof(SanityOfXxh3))]
    public void Xxh3_gives_what_the_projects_sanity_check_expects(int length, ulong seed, ulong expected) =>
        Assert.Equal(expected, XxHash3.HashToUInt64(SanityBuffer.Take(length), unchecked((long)seed)));

    [Fact]
    public void Both_hashes_equal_the_reference_library_for_every_branch_on_length_and_several_seeds()
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors.txt"))
            .Where(line => !line.StartsWith('#')).ToList();
        Assert.True(lines.Count > 300, $"vectors.txt holds only {lines.Count} vectors: restore it.");
        Assert.All(lines, line =>
        {
            var fields = line.Split(' ');
            var input = SanityBuffer.Take(int.Parse(fields[0], CultureInfo.InvariantCulture));
            var seed = unchecked((long)Hex(fields[1]));
            Assert.Equal(Hex(fields[2]), XxHash64.HashToUInt64(input, seed));
            Assert.Equal(Hex(fields[3]), XxHash3.HashToUInt64(input, seed));
        });
    }

    [Fact]
    public void The_bytes_of_a_hash_come_most_significant_first() =>
        Assert.Equal("EF46DB3751D8E999", Convert.ToHexString(XxHash64.Hash([])));

    [Fact]
    public void No_input_is_refused() => Assert.Throws<ArgumentNullException>(() => XxHash64.Hash(null!));

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
