// NSGA-II of pagmo2 on ZDT1 and DTLZ2: prints evaluations, CPU seconds and all objectives of the last population for each seed.
#include <ctime>
#include <iostream>
#include <string>
#include <pagmo/algorithm.hpp>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
#include <pagmo/problems/dtlz.hpp>
#include <pagmo/problems/zdt.hpp>

int main(int argc, char **argv)
{
    if (argc != 5) {
        std::cerr << "usage: pagmo_peer PROBLEM POPULATION EVALUATIONS SEEDS\n";
        return 2;
    }

    const std::string name = argv[1];
    const auto size = static_cast<unsigned>(std::stoul(argv[2]));
    const auto generations = static_cast<unsigned>(std::stoul(argv[3])) / size - 1u;
    const pagmo::problem problem = name == "DTLZ2" ? pagmo::problem{pagmo::dtlz(2u, 12u, 3u)}
                                                   : pagmo::problem{pagmo::zdt(static_cast<unsigned>(name.back() - '0'), name == "ZDT1" ? 30u : name == "ZDT2" ? 30u : name == "ZDT3" ? 30u : 10u)};
    for (unsigned seed = 1; seed <= std::stoul(argv[4]); ++seed) {
        const auto start = std::clock();
        pagmo::population population{problem, size, seed};
        const pagmo::algorithm search{pagmo::nsga2{generations, 0.9, 15., 1. / static_cast<double>(problem.get_nx()), 20., seed}};
        population = search.evolve(population);
        const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        std::cout << population.get_problem().get_fevals() << ' ' << seconds;
        for (const auto &values : population.get_f()) {
            for (const auto value : values) {
                std::cout << ' ' << value;
            }
        }

        std::cout << '\n';
    }
}
