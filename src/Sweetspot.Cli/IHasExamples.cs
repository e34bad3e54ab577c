namespace Sweetspot.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal interface IHasExamples
{
    /// <summary>Lines of examples.</summary>
    IReadOnlyList<string> Examples { get; }
}
