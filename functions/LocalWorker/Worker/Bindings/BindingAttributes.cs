namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>An attribute that ties a function to something outside it.</summary>
public abstract class BindingAttribute : Attribute;

/// <summary>A binding that brings something in.</summary>
public abstract class InputBindingAttribute : BindingAttribute;

/// <summary>The binding that starts the function; a function has exactly one.</summary>
public abstract class TriggerBindingAttribute : InputBindingAttribute;

/// <summary>A binding that takes something out.</summary>
public abstract class OutputBindingAttribute : BindingAttribute;
