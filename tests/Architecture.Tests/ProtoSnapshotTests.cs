using Google.Protobuf.Reflection;

namespace PeerPlatform.Architecture.Tests;

/// <summary>Calls between services change only by addition: a field keeps number, name and type, a method its messages.</summary>
public sealed class ProtoSnapshotTests
{
    public static TheoryData<string> Packages { get; } = [.. Files().Select(f => f.Package).Distinct()];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_is_only_added_to(string package)
    {
        var path = Repository.At("tests", "Architecture.Tests", "Snapshots", "Protos", $"{package}.txt");
        var now = Files().Where(f => f.Package == package).SelectMany(Describe).Order(StringComparer.Ordinal).ToList();
        Assert.True(File.Exists(path), $"{package} has no snapshot. Add {Repository.Relative(path)}:\n{string.Join('\n', now)}");
        var kept = File.ReadAllLines(path).Where(l => l.Length > 0).ToList();

        var gone = kept.Except(now).ToList();
        Assert.True(
            gone.Count == 0,
            $"{package} no longer has what was agreed. Keep it (a field that is not used any more stays as reserved in a later version):\n{string.Join('\n', gone)}");
        var added = now.Except(kept).ToList();
        Assert.True(added.Count == 0, $"{package} has something new. From now on it is kept: add to {Repository.Relative(path)}:\n{string.Join('\n', added)}");
    }

    [Fact]
    public void Every_proto_file_is_in_the_contracts() =>
        Assert.Equal(
            Repository.Written(Repository.At("contracts", "Protos"), ".proto").Select(f => Path.GetRelativePath(Repository.At("contracts", "Protos"), f).Replace('\\', '/')).Order(StringComparer.Ordinal),
            Files().Select(f => f.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<FileDescriptor> Files() =>
        from type in typeof(Contracts.Events.IEvent).Assembly.GetExportedTypes()
        where type.Name.EndsWith("Reflection", StringComparison.Ordinal)
        let descriptor = type.GetProperty("Descriptor")?.GetValue(null) as FileDescriptor
        where descriptor is not null
        select descriptor;

    private static IEnumerable<string> Describe(FileDescriptor file)
    {
        foreach (var field in file.MessageTypes.SelectMany(WithNested).SelectMany(m => m.Fields.InDeclarationOrder()))
        {
            yield return $"field {field.FullName} = {field.FieldNumber} {(field.IsRepeated ? "repeated " : "")}{TypeOf(field)}";
        }

        foreach (var value in file.EnumTypes.Concat(file.MessageTypes.SelectMany(WithNested).SelectMany(m => m.EnumTypes)).SelectMany(e => e.Values))
        {
            yield return $"enum {value.EnumDescriptor.FullName}.{value.Name} = {value.Number}";
        }

        foreach (var method in file.Services.SelectMany(s => s.Methods))
        {
            yield return $"call {method.FullName}({(method.IsClientStreaming ? "stream " : "")}{method.InputType.FullName}) returns {(method.IsServerStreaming ? "stream " : "")}{method.OutputType.FullName}";
        }
    }

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private static string TypeOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        _ => $"{field.FieldType}",
    };
}
