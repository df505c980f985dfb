using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace StandIns;

/// <summary>
/// Compares what an official assembly refers to with what a stand-in declares, signatures included. The runtime would
/// find a missing member only when the method that uses it first runs.
/// </summary>
internal static class StandInReferences
{
    /// <summary>The types and members of the stand-in that the official assembly names.</summary>
    public static IReadOnlyList<string> Used(string official, string standIn)
    {
        using var module = new PEReader(File.OpenRead(official));
        var metadata = module.GetMetadataReader();
        var names = new SignatureNames();
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeReferences)
        {
            if (AssemblyOf(metadata, handle) == standIn)
            {
                used.Add(names.GetTypeFromReference(metadata, handle, 0));
            }
        }

        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            var type = GenericTypeOf(metadata, member.Parent);
            if (type.Kind == HandleKind.TypeReference && AssemblyOf(metadata, (TypeReferenceHandle)type) == standIn)
            {
                var owner = names.GetTypeFromReference(metadata, (TypeReferenceHandle)type, 0);
                used.Add(owner + "::" + (member.GetKind() == MemberReferenceKind.Method
                    ? SignatureNames.Method(metadata.GetString(member.Name), member.DecodeMethodSignature(names, null))
                    : SignatureNames.Field(metadata.GetString(member.Name), member.DecodeFieldSignature(names, null))));
            }
        }

        return [.. used];
    }

    /// <summary>The public types of an assembly and their members that are visible from outside.</summary>
    public static IReadOnlySet<string> Declared(string standIn)
    {
        using var module = new PEReader(File.OpenRead(standIn));
        var metadata = module.GetMetadataReader();
        var names = new SignatureNames();
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if ((type.Attributes & TypeAttributes.VisibilityMask) is not (TypeAttributes.Public or TypeAttributes.NestedPublic))
            {
                continue;
            }

            var owner = names.GetTypeFromDefinition(metadata, handle, 0);
            declared.Add(owner);
            foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
            {
                if ((method.Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family)
                {
                    declared.Add(owner + "::" + SignatureNames.Method(
                        metadata.GetString(method.Name), method.DecodeSignature(names, null)));
                }
            }

            foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
            {
                if ((field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family)
                {
                    declared.Add(owner + "::" + SignatureNames.Field(
                        metadata.GetString(field.Name), field.DecodeSignature(names, null)));
                }
            }
        }

        return declared;
    }

    private static string AssemblyOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference =>
                metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            HandleKind.TypeReference => AssemblyOf(metadata, (TypeReferenceHandle)scope),
            _ => "",
        };
    }

    private static EntityHandle GenericTypeOf(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return parent;
        }

        var blob = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        blob.ReadByte();
        return blob.ReadTypeHandle();
    }

    /// <summary>Signatures as text; a value type differs from a class, as it does for the runtime.</summary>
    private sealed class SignatureNames : ISignatureTypeProvider<string, object?>
    {
        private const byte ValueType = (byte)SignatureTypeKind.ValueType;

        public static string Method(string name, MethodSignature<string> signature) =>
            $"{name}{(signature.GenericParameterCount > 0 ? "``" + signature.GenericParameterCount : "")}"
            + $"({string.Join(", ", signature.ParameterTypes)}) : {signature.ReturnType}"
            + (signature.Header.IsInstance ? "" : " static");

        public static string Field(string name, string type) => $"{name} : {type}";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeDefinition(handle);
            var outer = type.GetDeclaringType();
            return (outer.IsNil ? reader.GetString(type.Namespace) + "." : GetTypeFromDefinition(reader, outer, 0) + "/")
                + reader.GetString(type.Name) + Kind(rawTypeKind);
        }

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            return (type.ResolutionScope.Kind == HandleKind.TypeReference
                    ? GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0) + "/"
                    : reader.GetString(type.Namespace) + ".")
                + reader.GetString(type.Name) + Kind(rawTypeKind);
        }

        public string GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

        public string GetByReferenceType(string elementType) => "ref " + elementType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => Method("*", signature);

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
            $"{genericType}<{string.Join(", ", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

        public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
            $"{unmodifiedType} {(isRequired ? "modreq" : "modopt")}({modifier})";

        public string GetPinnedType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType + "*";

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType + "[]";

        private static string Kind(byte rawTypeKind) => rawTypeKind == ValueType ? "[struct]" : "";
    }
}
