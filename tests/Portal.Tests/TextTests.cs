using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Tests;

public sealed partial class TextTests(RunningPortal portal)
{
    /// <summary>Words that are the same in both languages.</summary>
    private static readonly string[] SameInBoth = ["Chat"];

    private static readonly Dictionary<string, string> Spanish = new ResourceManager(typeof(Words))
        .GetResourceSet(CultureInfo.GetCultureInfo("es"), createIfNotExists: true, tryParents: false)!
        .Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    [Fact]
    public void Every_text_of_a_page_is_there_in_Spanish()
    {
        var texts = Sources().SelectMany(source => Key().Matches(source).Select(Text))
            .Concat(ServiceSentences.Templates)
            .Distinct()
            .ToList();

        Assert.True(texts.Count > 300);
        Assert.All(texts, text => Assert.True(
            Spanish.TryGetValue(text, out var said) && (said != text || SameInBoth.Contains(text)),
            $"\"{text}\" has no Spanish: add it to Texts/Words.es.resx."));
    }

    [Fact]
    public void Everything_that_services_refuse_with_is_there_in_Spanish()
    {
        var said = RefusalTexts.All().ToList();

        Assert.True(said.Count > 200, $"{said.Count} sentences were found.");
        Assert.All(said, refusal => Assert.True(
            Spanish.ContainsKey(refusal.Sentence)
            && (!Place().IsMatch(refusal.Sentence) || ServiceSentences.Templates.Contains(refusal.Sentence)),
            $"{refusal.File} says \"{refusal.Sentence}\", which people read in Spanish too: add it to Texts/Words.es.resx, and with places to fill in to Texts/ServiceSentences.cs."));
    }

    [Fact]
    public void Both_languages_fill_in_the_same_places() =>
        Assert.All(Spanish, text => Assert.Equal(Places(text.Key), Places(text.Value)));

    [Fact]
    public async Task Pages_come_in_the_language_of_the_browser_until_another_is_chosen()
    {
        using var visitor = portal.Visitor();

        var spanish = await visitor.GetAsync("/", ("Accept-Language", "es-MX,es;q=0.9,en;q=0.8"));
        var chosen = await visitor.GetAsync("/language?to=en&return=%2Fhelp");
        var english = await visitor.GetAsync("/", ("Accept-Language", "es-MX"));

        Assert.Contains("<html lang=\"es\"", spanish.Text, StringComparison.Ordinal);
        Assert.Contains("¿Necesitas hablar con alguien ahora?", spanish.Text, StringComparison.Ordinal);
        Assert.Equal("/help", chosen.Location);
        Assert.Contains("<html lang=\"en\"", english.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Row 12 has this e-mail address already.", "La fila 12 ya tiene este correo.")]
    [InlineData("Personal burnout: Below 50, percent", "Desgaste personal: menos de 50, porcentaje")]
    [InlineData("The staff number is empty.", "El número de personal está vacío.")]
    [InlineData("What the platform keeps cannot be reached right now.", "Ahora no se puede acceder a lo que guarda la plataforma.")]
    [InlineData("A part of the platform that this needs does not answer right now. Nothing was changed.", "Una parte de la plataforma que hace falta para esto no responde ahora. No se ha cambiado nada.")]
    public void What_a_service_says_is_said_in_Spanish_too(string sentence, string spanish)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-US");
        var words = new Microsoft.Extensions.Localization.ResourceManagerStringLocalizerFactory(
            Microsoft.Extensions.Options.Options.Create(new Microsoft.Extensions.Localization.LocalizationOptions()),
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).Create(typeof(Words));

        Assert.Equal(spanish, ServiceSentences.Say(words, sentence));
    }

    [Fact]
    public void No_page_uses_words_of_the_clinic_or_cheers()
    {
        var texts = Sources().SelectMany(source => Key().Matches(source).Select(Text)).Distinct();

        Assert.All(texts, text => Assert.False(
            Unwanted().IsMatch(text), $"\"{text}\" has a word or a mark that people in distress should not meet."));
    }

    private static IEnumerable<string> Sources()
    {
        var root = typeof(TextTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PortalSources").Value!;
        return Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/node_modules/", StringComparison.Ordinal))
            .Select(File.ReadAllText);
    }

    private static string Text(Match match) => match.Groups.Values.Skip(1).First(g => g.Success).Value;

    private static string[] Places(string text) => [.. Place().Matches(text).Select(m => m.Value).Distinct().Order()];

    [GeneratedRegex("""\bT\["([^"]+)"[\],]|new ApiProblem\(400, "", "([^"]+)"|"\w+", "([A-Z][^"]+\.)"\)""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"!|\b(assess|diagnos|(?<!unfair )treat|patient|clinical|symptom|victim|fail)\w*", RegexOptions.IgnoreCase)]
    private static partial Regex Unwanted();
}
