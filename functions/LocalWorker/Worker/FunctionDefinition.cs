using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function is, apart from any run of it.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The method's parameters, in order.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>The file of the assembly that holds the function.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>The method, as <c>Namespace.Class.Method</c>.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>The function's id.</summary>
    public abstract string Id { get; }

    /// <summary>The function's name.</summary>
    public abstract string Name { get; }

    /// <summary>The bindings that bring something in, by parameter name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>The bindings that take something out; <c>$return</c> for what the method returns.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}

/// <summary>A binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>The parameter's name, or <c>$return</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The kind of binding, such as <c>httpTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Whether it brings in or takes out.</summary>
    public abstract BindingDirection Direction { get; }
}

/// <summary>Whether a binding brings in or takes out.</summary>
public enum BindingDirection
{
    /// <summary>Brings in.</summary>
    In = 0,

    /// <summary>Takes out.</summary>
    Out = 1,
}

/// <summary>A parameter of a function.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type.</param>
public class FunctionParameter(string name, Type type)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its type.</summary>
    public Type Type { get; } = type;
}
