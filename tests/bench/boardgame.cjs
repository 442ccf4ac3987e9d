// A boardgame.io game whose state is what the app shows of a room: one move renames whoever plays it.
const { Server, Origins } = require('boardgame.io/server');
const { ActivePlayers } = require('boardgame.io/core');
const people = Object.values(Object.values(JSON.parse(require('fs').readFileSync(process.env.BENCH_FRAME)).delta)[0])[0];
const game = {
  name: 'bench',
  setup: () => people,
  turn: { activePlayers: ActivePlayers.ALL },
  moves: { rename: { move: ({ G, playerID }, name) => { G.people[Number(playerID) % G.people.length].name = name; }, ignoreStaleStateID: true } },
};
Server({ games: [game], origins: [Origins.LOCALHOST_IN_DEVELOPMENT, /.*/] }).run(Number(process.env.PORT));
