using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Grpc.Tests;

/// <summary>The official assemblies must find in the stand-ins every type and member that they were compiled against.</summary>
public sealed class StandInReferenceTests
{
    private static readonly string[] StandIns = ["Grpc.Core.Api", "Grpc.Net.Common"];

    public static TheoryData<string> OfficialAssemblies => ["Grpc.Net.Client", "Grpc.AspNetCore.Server"];

    [Theory]
    [MemberData(nameof(OfficialAssemblies))]
    public void Every_type_and_member_that_an_official_assembly_refers_to_is_in_the_stand_ins(string name)
    {
        var assembly = Assembly.Load(name);
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();

        var types = metadata.TypeReferences.Where(handle => IsInStandIn(metadata, handle)).ToList();
        var members = metadata.MemberReferences.Where(handle => IsInStandIn(metadata, Parent(metadata, handle))).ToList();
        var missing = types.Select(handle => Missing(assembly, metadata, handle))
            .Concat(members.Select(handle => Missing(assembly, metadata, handle)))
            .OfType<string>()
            .ToList();

        Assert.True(types.Count > 25 && members.Count > 40, $"Only {types.Count} types and {members.Count} members were looked at.");
        Assert.True(
            missing.Count == 0,
            $"{name} refers to what the stand-ins lack; declare it, with exactly this signature, in the project named:\n"
            + string.Join('\n', missing));
    }

    [Theory]
    [MemberData(nameof(OfficialAssemblies))]
    public void Every_type_of_an_official_assembly_loads_with_the_members_it_overrides(string name)
    {
        var problems = new List<string>();
        try
        {
            _ = Assembly.Load(name).GetTypes();
        }
        catch (ReflectionTypeLoadException unloaded)
        {
            problems.AddRange(unloaded.LoaderExceptions.OfType<Exception>().Select(problem => problem.Message).Distinct());
        }

        Assert.True(
            problems.Count == 0,
            $"Types of {name} derive from a stand-in's type that lacks what they override, or has more that is abstract:\n"
            + string.Join('\n', problems));
    }

    [Theory]
    [InlineData("Grpc.Core.Api")]
    [InlineData("Grpc.Net.Common")]
    public void A_stand_in_has_the_identity_that_the_official_assemblies_ask_for(string name)
    {
        var standIn = Assembly.Load(name).GetName();

        var asked = OfficialAssemblies.Select(official => Assembly.Load(official.Data))
            .SelectMany(official => official.GetReferencedAssemblies())
            .Where(reference => reference.Name == name)
            .Select(reference => reference.FullName)
            .Distinct();

        Assert.Equal([standIn.FullName], asked);
    }

    private static string? Missing(Assembly assembly, MetadataReader metadata, EntityHandle handle)
    {
        // A generic reference needs some arguments to be looked up with; which ones makes no difference.
        var anyTypes = Enumerable.Repeat(typeof(object), 8).ToArray();
        try
        {
            assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle), anyTypes, anyTypes);
            return null;
        }
        catch (Exception problem) when (problem is TypeLoadException or MissingMemberException or FileNotFoundException)
        {
            return $"- {Describe(metadata, handle)}: {problem.Message}";
        }
    }

    private static string Describe(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.MemberReference)
        {
            var type = metadata.GetTypeReference((TypeReferenceHandle)handle);
            return $"{ScopeOf(metadata, (TypeReferenceHandle)handle)}: {metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        }

        var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
        return $"{Describe(metadata, Parent(metadata, (MemberReferenceHandle)handle))}.{metadata.GetString(member.Name)}";
    }

    private static bool IsInStandIn(MetadataReader metadata, EntityHandle handle) =>
        handle.Kind == HandleKind.TypeReference && StandIns.Contains(ScopeOf(metadata, (TypeReferenceHandle)handle));

    /// <summary>The assembly that a type, or the type around it, is looked for in.</summary>
    private static string? ScopeOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference => metadata.GetString(
                metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            HandleKind.TypeReference => ScopeOf(metadata, (TypeReferenceHandle)scope),
            _ => null,
        };
    }

    /// <summary>The type that a member is looked for on; of a generic instance its definition.</summary>
    private static EntityHandle Parent(MetadataReader metadata, MemberReferenceHandle handle)
    {
        var parent = metadata.GetMemberReference(handle).Parent;
        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return parent;
        }

        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        _ = signature.ReadByte();
        return signature.ReadTypeHandle();
    }
}
