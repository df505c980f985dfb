using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PeerPlatform.Architecture.Tests;

/// <summary>Finds in compiled code who calls a method, whatever the variable is called.</summary>
internal static class CallSites
{
    private const byte Call = 0x28;
    private const byte CallVirtual = 0x6F;

    /// <summary>Full names of the outermost types in which the call stands.</summary>
    public static IReadOnlyList<string> Of(Assembly assembly, Type type, string method)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var tokens = metadata.MemberReferences
            .Where(handle => IsIt(metadata, metadata.GetMemberReference(handle), type, method))
            .Select(handle => MetadataTokens.GetToken(handle))
            .ToHashSet();
        return
        [
            .. metadata.MethodDefinitions
                .Where(handle => metadata.GetMethodDefinition(handle) is { RelativeVirtualAddress: > 0 } definition
                    && Calls(file.GetMethodBody(definition.RelativeVirtualAddress).GetILBytes()!, tokens))
                .Select(handle => Outermost(metadata, metadata.GetMethodDefinition(handle).GetDeclaringType()))
                .Distinct(),
        ];
    }

    private static bool IsIt(MetadataReader metadata, MemberReference reference, Type type, string method) =>
        metadata.StringComparer.Equals(reference.Name, method)
        && reference.Parent.Kind == HandleKind.TypeReference
        && metadata.GetTypeReference((TypeReferenceHandle)reference.Parent) is var parent
        && metadata.StringComparer.Equals(parent.Name, type.Name)
        && metadata.StringComparer.Equals(parent.Namespace, type.Namespace!);

    private static bool Calls(byte[] il, HashSet<int> tokens)
    {
        for (var i = 0; i + 4 < il.Length; i++)
        {
            if (il[i] is Call or CallVirtual && tokens.Contains(BitConverter.ToInt32(il, i + 1)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        while (type.GetDeclaringType() is { IsNil: false } outer)
        {
            type = metadata.GetTypeDefinition(outer);
        }

        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
