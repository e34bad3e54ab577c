using Sweetspot.Core;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Deletes what is kept of trainings that do not go on any more, whenever one has ended, and passes the news on.</summary>
/// <param name="view">Who is told.</param>
/// <param name="algorithm">Knows what may go on.</param>
/// <param name="folder">Where trunks are kept.</param>
/// <param name="seed">Seed of the search's trainings.</param>
internal sealed class TrunkSweep(IProgress<StudyProgress> view, ISearchAlgorithm algorithm, string folder, ulong seed) : IProgress<StudyProgress>
{
    public void Report(StudyProgress value)
    {
        TrunkFiles.KeepOnly(folder, value.Phase == StudyPhase.Search ? algorithm.GoingOn : [], seed);
        view.Report(value);
    }
}
