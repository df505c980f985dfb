using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace PeerPlatform.Architecture.Tests;

/// <summary>
/// A page is a component, and a component is always public; so is every type that its parameters show, and what those
/// are made of. Nobody chose that, so these types are no doors.
/// </summary>
internal static class Components
{
    private static readonly ConcurrentDictionary<Assembly, HashSet<Type>> Found = new();

    public static bool MakePublic(Type type) => Found.GetOrAdd(type.Assembly, ShownIn).Contains(type);

    private static HashSet<Type> ShownIn(Assembly assembly)
    {
        var shown = new HashSet<Type>();
        var left = new Queue<Type>(assembly.GetExportedTypes().Where(t => t.IsAssignableTo(typeof(IComponent))));
        while (left.TryDequeue(out var next))
        {
            var inside = next.IsGenericType ? next.GetGenericArguments() : next.HasElementType ? [next.GetElementType()!] : [];
            foreach (var argument in inside.Where(a => !a.IsGenericParameter))
            {
                left.Enqueue(argument);
            }

            var type = next.IsGenericType ? next.GetGenericTypeDefinition() : next;
            if (type.Assembly == assembly && shown.Add(type))
            {
                foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
                    .Where(p => p.GetMethod is { IsPublic: true } or { IsFamily: true }))
                {
                    left.Enqueue(property.PropertyType);
                }
            }
        }

        return shown;
    }
}
