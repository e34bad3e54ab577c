using System.Reflection;
using Sweetspot.Core;

namespace Sweetspot.TestKit;

/// <summary>A store whose members fail where a test says so.</summary>
public class FaultyStore : DispatchProxy
{
    private IStudyStore _store = null!;
    private Func<string, Exception?> _fault = _ => null;

    /// <summary>Wraps a store; <paramref name="fault"/> gets the member's name and returns what it throws, or null.</summary>
    public static IStudyStore Of(IStudyStore store, Func<string, Exception?> fault)
    {
        var proxy = Create<IStudyStore, FaultyStore>();
        ((FaultyStore)proxy)._store = store;
        ((FaultyStore)proxy)._fault = fault;
        return proxy;
    }

    /// <summary>A fault that may be gone a moment later.</summary>
    public static StudyStoreException Transient() => new("busy") { IsTransient = true };

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _fault(targetMethod!.Name) is { } fault ? throw fault : targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null); // a cancellation stays one
}
